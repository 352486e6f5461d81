/** What happened, with the facts an operator wants and no secret. Times are milliseconds. */
export interface TwilioAuthEventMap {
  'token.fetched': {
    account: string;
    clientId: string;
    lifetimeMs: number;
    tookMs: number;
    attempts: number;
  };
  'token.failed': {
    account: string;
    clientId: string;
    code: string;
    reason?: string;
    status?: number;
    background: boolean;
    retryAfterMs?: number;
  };
  'token.rejected': { account: string; clientId: string; renewed: boolean };
  'store.failed': {
    account: string;
    operation: 'get' | 'set' | 'delete' | 'lock' | 'unlock';
    reason: string;
  };
  'policy.violation': { account: string; rule: string; severity: 'error' | 'warning' | 'info' };
  'policy.exception-used': { account: string; rule: string; until: string; reason: string };
  'credentials.rotated': {
    account: string;
    method: string;
    trigger: 'rotate' | 'file' | 'function';
  };
  'webhook.rejected': { account?: string; reason: string; method: string; path: string };
  'webhook.accepted': { account: string; key: string; method: string; path: string };
  'capability.refused': { account: string; rule: string; method: string; path: string };
}

/** The name of an event. */
export type TwilioAuthEventName = keyof TwilioAuthEventMap;

/** How a core room reports that something happened. It never throws and never waits. */
export type Emit = <Name extends TwilioAuthEventName>(
  name: Name,
  event: TwilioAuthEventMap[Name],
) => void;
