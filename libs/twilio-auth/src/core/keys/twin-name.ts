/** Longest name of a key: https://www.twilio.com/docs/iam/api-keys/key-resource-v1 */
const MAX_NAME = 64;

/** Enough of a SID to tell the keys of one account apart; the whole of it leaves no room for a name. */
const SID_LENGTH = 18;

const MARK = / \[(new for|delivering for|replaces|superseded by) (SK[0-9a-f]{16})\]$/i;

/** How far a rotation came: the name of a key says it, since nothing else outlives the process. */
const WORDS = {
  /** Created for the other key, and delivered nowhere yet. */
  new: 'new for',
  /** Perhaps delivered. */
  delivering: 'delivering for',
  /** Delivered: the other key is to be revoked. */
  delivered: 'replaces',
  /** Perhaps delivered, and the other key was delivered after it. */
  superseded: 'superseded by',
} as const;

/** What the name of a key says about a rotation of another one. */
export type TwinState = keyof typeof WORDS;

/** The name without what a rotation added to it. */
export function plainName(name: string): string {
  return name.replace(MARK, '');
}

/** The start of the SID of the key that the name of this one mentions. */
export function otherSidIn(name: string): string | undefined {
  return MARK.exec(name)?.[2];
}

/** The name of a key in this state. */
export function twinName(state: TwinState, plain: string, otherSid: string): string {
  const mark = ` [${WORDS[state]} ${otherSid.slice(0, SID_LENGTH)}]`;
  return plainName(plain).slice(0, MAX_NAME - mark.length) + mark;
}

/** What the name of a key says about another one: nothing where it does not mention it. */
export function twinStateOf(name: string, otherSid?: string): TwinState | undefined {
  const [, words, sid] = MARK.exec(name) ?? [];
  if (otherSid !== undefined && sid !== otherSid.slice(0, SID_LENGTH)) return undefined;
  return (Object.keys(WORDS) as TwinState[]).find((state) => WORDS[state] === words);
}

/** Whether a key has this name, perhaps cut and with a mark of a rotation. */
export function isNamed(name: string, plain: string): boolean {
  const [state, otherSid] = [twinStateOf(name), otherSidIn(name)];
  if (state === undefined || otherSid === undefined) return name === plain;
  return twinName(state, plain, otherSid) === name;
}
