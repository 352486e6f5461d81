/** Longest name of a key: https://www.twilio.com/docs/iam/api-keys/key-resource-v1 */
const MAX_NAME = 64;

/** Enough of a SID to tell the keys of one account apart; the whole of it leaves no room for a name. */
const SID_LENGTH = 18;

const MARK = / \[(?:new for|replaces) (SK[0-9a-f]{16})\]$/i;

/** The name without what a rotation added to it. */
export function plainName(name: string): string {
  return name.replace(MARK, '');
}

/** The start of the SID of the key that this one replaces, if its name says so. */
export function oldSidIn(name: string): string | undefined {
  return MARK.exec(name)?.[1];
}

/** The name of a new key until it is delivered. */
export function newTwinName(oldName: string, oldSid: string): string {
  return marked(oldName, ` [new for ${oldSid.slice(0, SID_LENGTH)}]`);
}

/** Its name from then on, until the old key is revoked. */
export function deliveredTwinName(oldName: string, oldSid: string): string {
  return marked(oldName, ` [replaces ${oldSid.slice(0, SID_LENGTH)}]`);
}

/** What the name of a key says about the rotation of another one. */
export function twinStateOf(name: string, oldSid: string): 'new' | 'delivered' | undefined {
  const sid = oldSid.slice(0, SID_LENGTH);
  if (name.endsWith(` [new for ${sid}]`)) return 'new';
  return name.endsWith(` [replaces ${sid}]`) ? 'delivered' : undefined;
}

function marked(name: string, mark: string): string {
  return plainName(name).slice(0, MAX_NAME - mark.length) + mark;
}
