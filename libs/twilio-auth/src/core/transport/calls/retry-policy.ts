import { isRead } from '../../errors/connection.error.js';
import { TWILIO_CODES } from '../../errors/error-codes.js';
import type { Clock } from '../../primitives/clock.js';
import { retryAfterMs } from '../../primitives/retry-after.js';
import { limitTimer } from '../../primitives/limit-timer.js';
import type { Closing } from '../connections/closing.js';
import type { TimeLimits } from '../connections/wire.js';
import { ExchangeFailure } from '../answers/failures.js';
import { twilioCodeIn, type DecodedResponse } from '../answers/response-decoding.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 3_000;

/** Calls that wait for the same moment come back over at least this time. */
const SHORTEST_SPREAD_MS = 1_000;

/** Answers to a read that may be different in a moment. */
const TRANSIENT_STATUS: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Failures of a connection, rather than of a request, a certificate or a setting. */
const TRANSIENT_FAILURE: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** Whether to send the same call again, and after how long. */
export class RetryPolicy {
  readonly #maxRetries: number;
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(maxRetries: number, clock: Clock, random: () => number) {
    this.#maxRetries = maxRetries;
    this.#clock = clock;
    this.#random = random;
  }

  /** Milliseconds to wait before the next try; `undefined` when there is none. */
  waitAfter(
    outcome: DecodedResponse | ExchangeFailure,
    method: string,
    retries: number,
  ): number | undefined {
    if (retries >= this.#maxRetries) return undefined;
    if (outcome instanceof ExchangeFailure) {
      const isSafe = isRead(method) || outcome.sent === 'no';
      const retryable = TRANSIENT_FAILURE.has(outcome.code) && isSafe;
      return retryable ? this.#backoff(retries) : undefined;
    }
    const retryable =
      outcome.status === 429
        ? wasNotProcessed(outcome.body)
        : isRead(method) && TRANSIENT_STATUS.has(outcome.status);
    if (!retryable) return undefined;
    const askedMs = retryAfterMs(outcome.headers['retry-after'], this.#clock);
    return askedMs === undefined ? this.#backoff(retries) : this.#spread(askedMs);
  }

  /** Never earlier than asked for; later at random, since a crowd that waits was asked the same. */
  #spread(askedMs: number): number {
    return askedMs + this.#random() * Math.max(SHORTEST_SPREAD_MS, askedMs / 2);
  }

  /** Exponential with full jitter, so that callers throttled together do not retry together. */
  #backoff(retries: number): number {
    return this.#random() * Math.min(FIRST_WAIT_MS * 2 ** (retries + 1), LONGEST_WAIT_MS);
  }
}

/** Any other code is the limit of a product, such as Verify's 60212: asking again only adds to it. */
function wasNotProcessed(body: unknown): boolean {
  const code = twilioCodeIn(body);
  return code === undefined || code === null || code === TWILIO_CODES.tooManyRequests;
}

/**
 * The time that one call may take, with all its tries, the pauses between them and what it waits for
 * a credential. Waiting for a connection is no part of it, for as long again: a call out of a long
 * queue has as much time as any other. A second wait, of a retry, may go on in the time that is left.
 */
export class CallDeadline implements TimeLimits {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  /** A reading of {@link CallDeadline.#now}. */
  #endsAt: number | undefined;
  /** Without what a second wait took of the time of the call. */
  #waitedMs = 0;
  #hasWaited = false;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  remainingMs(): number {
    this.#endsAt ??= this.#now() + this.#timeoutMs;
    return Math.max(0, this.#endsAt - this.#now());
  }

  /**
   * What the call waited for is here, although its time is over: the event loop was blocked, or the
   * process suspended. The time begins again, since nothing has been sent in it.
   */
  restartIfOver(): void {
    if (this.remainingMs() === 0) this.#endsAt = undefined;
  }

  /** Calls back when the time is over. Returns the cancellation. */
  onTimeout(end: () => void): () => void {
    return this.#limit(this.remainingMs(), end);
  }

  /** Calls back when the call has waited for connections too long. The cancellation ends the wait. */
  onWaitOver(end: () => void): () => void {
    const isFirst = !this.#hasWaited;
    this.#hasWaited = true;
    const startedMs = this.#clock.monotonicMs();
    const freeMs = Math.max(0, this.#timeoutMs - this.#waitedMs);
    const cancel = this.#limit(isFirst ? freeMs : freeMs + this.remainingMs(), end);
    return () => {
      cancel();
      const waitedMs = this.#clock.monotonicMs() - startedMs;
      this.#waitedMs += isFirst ? waitedMs : Math.min(waitedMs, freeMs);
    };
  }

  /** For the pauses of an answer that arrives as a stream. */
  onIdle(end: () => void): () => void {
    return this.#limit(this.#timeoutMs, end);
  }

  /** A clock that stands still while the call waits for a connection. */
  #now(): number {
    return this.#clock.monotonicMs() - this.#waitedMs;
  }

  #limit(limitMs: number, end: () => void): () => void {
    const after: Clock['after'] = (ms, onOver) => this.#clock.after(ms, onOver);
    return limitTimer(after, limitMs, end);
  }
}

/** Waits between two tries, keeping the process alive; rejects at once when the transport closes. */
export function pause(ms: number, clock: Clock, closing: Closing): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = (): void => reject(new ExchangeFailure('UND_ERR_CLOSED', 'no'));
    if (closing.isClosed) return closed();
    const cancel = clock.hold(ms, () => {
      forget();
      resolve();
    });
    const forget = closing.onClose(() => {
      cancel();
      closed();
    });
  });
}
