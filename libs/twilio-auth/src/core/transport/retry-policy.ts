import { isRead } from '../errors/connection.error.js';
import { TWILIO_CODES } from '../errors/error-codes.js';
import type { Clock } from '../primitives/clock.js';
import { retryAfterMs } from '../primitives/retry-after.js';
import { ExchangeFailure } from './failures.js';
import { twilioCodeIn, type DecodedResponse } from './response-decoding.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 3_000;

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
  constructor(
    private readonly maxRetries: number,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Milliseconds to wait before the next try; `undefined` when there is none. */
  waitAfter(
    outcome: DecodedResponse | ExchangeFailure,
    method: string,
    retries: number,
  ): number | undefined {
    if (retries >= this.maxRetries) return undefined;
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
    return retryAfterMs(outcome.headers['retry-after'], this.clock) ?? this.#backoff(retries);
  }

  /** Exponential with full jitter, so that callers throttled together do not retry together. */
  #backoff(retries: number): number {
    return this.random() * Math.min(FIRST_WAIT_MS * 2 ** (retries + 1), LONGEST_WAIT_MS);
  }
}

/** Any other code is the limit of a product, such as Verify's 60212: asking again only adds to it. */
function wasNotProcessed(body: unknown): boolean {
  const code = twilioCodeIn(body);
  return code === undefined || code === null || code === TWILIO_CODES.tooManyRequests;
}

/**
 * The time that one call may take, with all its tries. It starts when the request is sent for the
 * first time: fetching a token before that has a limit of its own.
 */
export class CallDeadline {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #endsAt: number | undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  remainingMs(): number {
    const now = this.#clock.monotonicMs();
    this.#endsAt ??= now + this.#timeoutMs;
    return Math.max(0, this.#endsAt - now);
  }

  /** Calls back when the time is over. Returns the cancellation. */
  onTimeout(end: () => void): () => void {
    return this.#clock.after(this.remainingMs(), end);
  }
}

/** Waits between two tries, keeping the process alive; rejects at once when the transport closes. */
export function pause(ms: number, clock: Clock, closing: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.hold(ms, () => {
      closing.removeEventListener('abort', end);
      resolve();
    });
    const end = (): void => {
      cancel();
      reject(new ExchangeFailure('UND_ERR_CLOSED', 'no'));
    };
    closing.addEventListener('abort', end, { once: true });
    if (closing.aborted) end();
  });
}
