import type { Clock } from '../primitives/clock.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { Deadline } from './deadline.js';
import type { OAuthClient } from './oauth-client.js';
import { TwilioTokenError } from '../errors/token.error.js';

const REFUSAL_MEMORY_MS = 5_000;
const LONGEST_THROTTLE_MS = 60_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/** What the cache remembers of fetches that failed. */
export class FetchFailures {
  readonly #clock: Clock;
  readonly #random: () => number;
  #remembered: { readonly error: TwilioTokenError; readonly untilMs: number } | undefined;
  #backoffs = 0;
  #backoffUntilMs = 0;
  #failing = false;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether the last fetch failed. */
  get failing(): boolean {
    return this.#failing;
  }

  /**
   * A failure for which no other request is made, so that load causes no request storm: a refusal of
   * the last five seconds, or a `Retry-After` that is not over, at most a minute of it.
   */
  get remembered(): TwilioTokenError | undefined {
    if (this.#remembered === undefined) return undefined;
    const { error, untilMs } = this.#remembered;
    const leftMs = untilMs - this.#clock.monotonicMs();
    if (leftMs <= 0) this.#remembered = undefined;
    else return isRefusal(error) ? error : withRetryAfter(error, leftMs);
    return undefined;
  }

  /** Whether the backoff after the last failure is over. Only background refreshes wait for it. */
  get backoffIsOver(): boolean {
    return this.#clock.monotonicMs() >= this.#backoffUntilMs;
  }

  add(error: TwilioTokenError): void {
    this.#remembered = { error, untilMs: this.#clock.monotonicMs() + memoryMsOf(error) };
    this.#failing = true;
    this.backOff(error.retryAfterMs);
  }

  /** Each backoff doubles the one before, half of it at random; never shorter than asked for. */
  backOff(retryAfterMs = 0): void {
    const longestMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** this.#backoffs);
    this.#backoffs += 1;
    const jittered = longestMs * (0.5 + this.#random() / 2);
    this.#backoffUntilMs = this.#clock.monotonicMs() + Math.max(jittered, retryAfterMs);
  }

  forget(): void {
    this.#remembered = undefined;
  }

  /** A fetch succeeded. */
  reset(): void {
    this.#backoffs = 0;
    this.#backoffUntilMs = 0;
    this.#failing = false;
  }
}

function isRefusal({ code }: TwilioTokenError): boolean {
  return code === 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED';
}

function memoryMsOf(error: TwilioTokenError): number {
  if (isRefusal(error)) return REFUSAL_MEMORY_MS;
  return Math.min(error.retryAfterMs ?? 0, LONGEST_THROTTLE_MS);
}

/** The same failure for a later caller, who has less time to wait. */
function withRetryAfter(error: TwilioTokenError, retryAfterMs: number): TwilioTokenError {
  const { message, account, hint, reason, retryable, status, twilioCode } = error;
  return new TwilioTokenError('TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE', message, {
    ...withoutUndefined({ account, hint, status, twilioCode }),
    reason,
    retryable,
    retryAfterMs,
  });
}

/** The error that the callers of a fetch get: always one of ours, whatever went wrong below. */
export function fetchError(
  error: unknown,
  deadline: Deadline,
  { accountName: account, clientId }: OAuthClient,
): TwilioTokenError {
  if (deadline.end === 'closed') {
    return new TwilioTokenError(
      'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      `No OAuth token for the client ${clientId}: the application is shutting down.`,
      { account, reason: 'closed' },
    );
  }
  if (error instanceof TwilioTokenError) return error;
  return new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `No OAuth token for the client ${clientId}: ${deadline.end ?? 'an internal error'}.`,
    { account, reason: deadline.end ?? 'internal', retryable: true },
  );
}
