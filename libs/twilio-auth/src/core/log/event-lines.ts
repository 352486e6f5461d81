import type { TwilioAuthEventMap } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { LogLine } from './log-line.js';

/** A continuing failure is logged once in this time, not for each call. */
const REPEAT_MS = 300_000;
/** Tenants come and go: what is remembered of them must stay bounded. */
const MAX_REMEMBERED = 1000;

/**
 * Which events are logged, for whoever is on call. An outage is one line every five minutes and
 * one when it is over. Normal traffic logs nothing.
 */
export class EventLines {
  readonly #clock: Clock;
  readonly #loggedAtMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  tokenFailed({
    account,
    code,
    reason = '',
    background,
  }: TwilioAuthEventMap['token.failed']): LogLine | undefined {
    if (!this.#isDue(`token ${background} ${account}`)) return undefined;
    const why = `${code}${reason === '' ? '' : `, ${reason}`}`;
    const params = { account, code, background };
    return background
      ? {
          level: 'warn',
          message: `${account}: the OAuth token cannot be refreshed (${why}); the current one is still valid`,
          params,
        }
      : { level: 'error', message: `${account}: no OAuth token can be fetched (${why})`, params };
  }

  tokenFetched({ account }: TwilioAuthEventMap['token.fetched']): LogLine | undefined {
    const failed = [true, false].map((background) =>
      this.#loggedAtMs.delete(`token ${background} ${account}`),
    );
    if (!failed.includes(true)) return undefined;
    return {
      level: 'log',
      message: `${account}: OAuth tokens can be fetched again`,
      params: { account },
    };
  }

  storeFailed({
    account,
    operation,
    reason,
  }: TwilioAuthEventMap['store.failed']): LogLine | undefined {
    if (!this.#isDue(`store ${account}`)) return undefined;
    const message = `${account}: the shared token store failed (${operation}: ${reason}); tokens are fetched from Twilio directly`;
    return { level: 'warn', message, params: { account, operation, reason } };
  }

  rotated({ account, method, trigger }: TwilioAuthEventMap['credentials.rotated']): LogLine {
    const message = `${account}: authenticates with a new credential (${method}, ${trigger})`;
    return { level: 'log', message, params: { account, method, trigger } };
  }

  #isDue(what: string): boolean {
    const now = this.#clock.monotonicMs();
    const loggedAtMs = this.#loggedAtMs.get(what);
    if (loggedAtMs !== undefined && now - loggedAtMs < REPEAT_MS) return false;
    this.#loggedAtMs.delete(what);
    this.#loggedAtMs.set(what, now);
    const [oldest] = this.#loggedAtMs.keys();
    if (this.#loggedAtMs.size > MAX_REMEMBERED && oldest !== undefined)
      this.#loggedAtMs.delete(oldest);
    return true;
  }
}
