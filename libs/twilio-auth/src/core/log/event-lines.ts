import type { TwilioAuthEventMap } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { LogLine } from './log-line.js';

/** The same trouble is worth a line once in a while, not for each call that meets it. */
const SILENCE_MS = 300_000;
/** Tenants come and go; what is remembered about them must not add up. */
const MAX_REMEMBERED = 1000;

/**
 * What somebody on call should read of the events. An outage is one line every five minutes
 * and one when it is over; normal traffic is none.
 */
export class EventLines {
  readonly #clock: Clock;
  readonly #saidAtMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  tokenFailed({
    account,
    code,
    reason = '',
    background,
  }: TwilioAuthEventMap['token.failed']): LogLine | undefined {
    if (!this.#isNews(`token ${background} ${account}`)) return undefined;
    const why = `${code}${reason === '' ? '' : `, ${reason}`}`;
    const params = { account, code, background };
    return background
      ? {
          level: 'warn',
          message: `${account}: the OAuth token cannot be renewed (${why}); the old one still serves`,
          params,
        }
      : { level: 'error', message: `${account}: no OAuth token can be had (${why})`, params };
  }

  tokenFetched({ account }: TwilioAuthEventMap['token.fetched']): LogLine | undefined {
    const failed = [true, false].map((background) =>
      this.#saidAtMs.delete(`token ${background} ${account}`),
    );
    if (!failed.includes(true)) return undefined;
    return {
      level: 'log',
      message: `${account}: OAuth tokens are renewed again`,
      params: { account },
    };
  }

  storeFailed({
    account,
    operation,
    reason,
  }: TwilioAuthEventMap['store.failed']): LogLine | undefined {
    if (!this.#isNews(`store ${account}`)) return undefined;
    const message = `${account}: the shared token store failed (${operation}: ${reason}); tokens come from Twilio directly`;
    return { level: 'warn', message, params: { account, operation, reason } };
  }

  rotated({ account, method, trigger }: TwilioAuthEventMap['credentials.rotated']): LogLine {
    const message = `${account}: authenticates with another credential (${method}, ${trigger})`;
    return { level: 'log', message, params: { account, method, trigger } };
  }

  #isNews(what: string): boolean {
    const now = this.#clock.monotonicMs();
    const saidAtMs = this.#saidAtMs.get(what);
    if (saidAtMs !== undefined && now - saidAtMs < SILENCE_MS) return false;
    this.#saidAtMs.delete(what);
    this.#saidAtMs.set(what, now);
    const [oldest] = this.#saidAtMs.keys();
    if (this.#saidAtMs.size > MAX_REMEMBERED && oldest !== undefined) this.#saidAtMs.delete(oldest);
    return true;
  }
}
