/** One request that the application made of Twilio, and that went nowhere. */
export interface RecordedCall {
  /** Name of the account; of a tenant, `tenant:` and its id. */
  readonly account: string;
  /** `GET`, `POST`, `PUT` or `DELETE`. */
  readonly method: string;
  /** The collection: `Messages` for both `/Messages.json` and `/Messages/SM….json`. */
  readonly resource: string;
  /** Host and path, without query: `api.twilio.com/2010-04-01/Accounts/AC…/Messages.json`. */
  readonly target: string;
  /** Fields of the body, or of the query for a `GET`, under Twilio's names (`To`, `Body`). */
  readonly params: Readonly<Record<string, unknown>>;
}

const SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;

/** The collection that a path speaks of: its last segment that is neither a SID nor a value. */
export function resourceOf(path: string): string {
  const segments = path
    .replace(/\.json$/, '')
    .split('/')
    .filter(Boolean);
  const last = segments.at(-1) ?? '';
  const isInstance = SID.test(last) || last.startsWith('+');
  return (isInstance ? segments.at(-2) : last) ?? '';
}
