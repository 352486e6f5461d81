/** The kinds of SID in a configuration. Their prefixes are those that Twilio documents. */
export type SidKind = 'account' | 'api-key' | 'oauth-app' | 'public-key';

const PREFIXES: Readonly<Record<SidKind, string>> = {
  account: 'AC',
  'api-key': 'SK',
  'oauth-app': 'OQ',
  'public-key': 'CR',
};

const SID = /^(AC|SK|OQ|CR)[0-9a-fA-F]{32}$/;

/** A SID of any resource of Twilio, such as a message. */
export const ANY_SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;

const IN_PATH = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})\b/;

/** The account that a path names. Only those of the 2010 API do. */
export function accountSidIn(path: string): string | undefined {
  return IN_PATH.exec(path)?.[1];
}

/** The two letters that a SID of this kind starts with. */
export function sidPrefix(kind: SidKind): string {
  return PREFIXES[kind];
}

/** The kind of a well-formed SID, or `undefined` for any other value. */
export function sidKindOf(value: string): SidKind | undefined {
  const prefix = SID.exec(value)?.[1];
  return (Object.keys(PREFIXES) as SidKind[]).find((kind) => PREFIXES[kind] === prefix);
}

/** Whether the value is a well-formed SID of this kind. */
export function isSid(kind: SidKind, value: unknown): value is string {
  return typeof value === 'string' && sidKindOf(value) === kind;
}
