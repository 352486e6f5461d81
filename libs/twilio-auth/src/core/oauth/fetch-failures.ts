import type { Clock } from '../primitives/clock.js';
import type { Deadline } from './deadline.js';
import type { OAuthClient } from './oauth-client.js';
import { TwilioTokenError } from '../errors/token.error.js';

const REFUSAL_MEMORY_MS = 5_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/** What the cache remembers of fetches that failed. */
export class FetchFailures {
  readonly #clock: Clock;
  readonly #random: () => number;
  #refusal: { readonly error: TwilioTokenError; readonly untilMs: number } | undefined;
  #backoffs = 0;
  #backoffUntilMs = -Infinity;
  #failing = false;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether the last fetch failed. */
  get failing(): boolean {
    return this.#failing;
  }

  /** A refusal of the last five seconds, so that a wrong secret under load causes no request storm. */
  get refusal(): TwilioTokenError | undefined {
    if (this.#refusal === undefined) return undefined;
    if (this.#clock.monotonicMs() >= this.#refusal.untilMs) this.#refusal = undefined;
    return this.#refusal?.error;
  }

  /** Whether the backoff after the last failure is over. Only background refreshes wait for it. */
  get backoffIsOver(): boolean {
    return this.#clock.monotonicMs() >= this.#backoffUntilMs;
  }

  add(error: TwilioTokenError): void {
    if (error.code === 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED') {
      this.#refusal = { error, untilMs: this.#clock.monotonicMs() + REFUSAL_MEMORY_MS };
    }
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

  forgetRefusal(): void {
    this.#refusal = undefined;
  }

  /** A fetch succeeded. */
  reset(): void {
    this.#backoffs = 0;
    this.#backoffUntilMs = -Infinity;
    this.#failing = false;
  }
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
