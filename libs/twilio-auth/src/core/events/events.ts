/**
 * Every event and its fields. No field is a secret; times are milliseconds, paths have no query.
 * The table in docs/events.md is made from this interface and its comments.
 */
export interface TwilioAuthEventMap {
  /** The token endpoint returned a token. */
  'token.fetched': {
    account: string;
    clientId: string;
    lifetimeMs: number;
    tookMs: number;
    attempts: number;
  };
  /** A token could not be fetched. `background: true`: the current token is still valid. */
  'token.failed': {
    account: string;
    clientId: string;
    code: string;
    reason?: string;
    status?: number;
    background: boolean;
    retryAfterMs?: number;
  };
  /** An API answered 401 to a token. `refreshed`: a new one was fetched. */
  'token.rejected': { account: string; clientId: string; refreshed: boolean };
  /** The shared token store failed or took longer than 250 ms; the token is fetched directly. */
  'store.failed': {
    account: string;
    operation: 'get' | 'set' | 'delete' | 'lock' | 'unlock';
    reason: string;
  };
  /** An account breaks a rule: at boot, when it appears, or at a call that is refused for it. */
  'policy.violation': { account: string; rule: string; severity: 'error' | 'warning' | 'info' };
  /** A dated exception allows an account to break a rule. */
  'policy.exception-used': { account: string; rule: string; until: string; reason: string };
  /** An account authenticates with a new credential. */
  'credentials.rotated': {
    account: string;
    method: string;
    trigger: 'rotate' | 'file' | 'function';
  };
  /** A webhook was rejected. */
  'webhook.rejected': { account?: string; reason: string; method: string; path: string };
  /** A webhook was verified. `key` is the name of the key that matched, `keyId` its id if it is a SharedKey. */
  'webhook.accepted': {
    account: string;
    key: string;
    keyId?: string;
    method: string;
    path: string;
  };
  /**
   * A call to the API is over: it has an answer, or `code` and `reason` say why there is none. Its time
   * includes every wait and all requests (`attempts`). The path has no SIDs, numbers or names.
   */
  'api.called': {
    account?: string;
    method: string;
    host: string;
    path: string;
    status?: number;
    twilioCode?: number;
    code?: string;
    reason?: string;
    tookMs: number;
    attempts: number;
  };
  /** A request was refused before it was sent: the credential cannot make it. */
  'capability.refused': { account: string; rule: string; method: string; path: string };
}

/** The name of an event. */
export type TwilioAuthEventName = keyof TwilioAuthEventMap;

/** Reports an event. It never throws and never waits. */
export type Emit = <Name extends TwilioAuthEventName>(
  name: Name,
  event: TwilioAuthEventMap[Name],
) => void;
