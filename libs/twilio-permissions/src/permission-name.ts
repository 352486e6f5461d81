/** The most permissions that an API key or an OAuth app of Twilio can have. */
export const MAX_PERMISSIONS_PER_KEY = 100;

/** The actions of the names that are known. */
export const ACTIONS = ['create', 'delete', 'list', 'read', 'update'] as const;

const WORD = '[a-z0-9]+(?:-[a-z0-9]+)*';
const FORM = new RegExp(`^/twilio/${WORD}/${WORD}(?:\\.${WORD})*/(?:${WORD}|\\*)$`);

/**
 * Whether `name` has the form of a permission, `/twilio/<product>/<resource>/<action>`, where the
 * resource may have dots and the action may be `*`. It need not exist: see {@link isPermission}.
 */
export function isWellFormedPermission(name: string): boolean {
  return FORM.test(name);
}

/** `/twilio/messaging/messages/read` as `/twilio/messaging/messages` and `read`. */
export function splitPermission(name: string): readonly [resource: string, action: string] {
  const slash = name.lastIndexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}

/**
 * The five names that a wildcard stands for, sorted; a plain name stands for itself.
 *
 * @example
 * actionsOf('/twilio/voice/calls/*'); // ['/twilio/voice/calls/create', … '/twilio/voice/calls/update']
 */
export function actionsOf(name: string): readonly string[] {
  const [resource, action] = splitPermission(name);
  return action === '*' ? ACTIONS.map((each) => `${resource}/${each}`) : [name];
}
