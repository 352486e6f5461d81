import type { Clock } from '../primitives/clock.js';
import { retryAfterMs } from '../primitives/retry-after.js';
import { ExchangeFailure } from './exchange-failure.js';
import type { DecodedResponse } from './response-decoding.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 3_000;

/** Twilio refused it unprocessed: too many concurrent requests (https://www.twilio.com/docs/api/errors/20429). */
const TOO_MANY_REQUESTS = 20429;

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
    private readonly maxRepeats: number,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Milliseconds to wait before the next try; `undefined` when the outcome stands. */
  waitAfter(
    outcome: DecodedResponse | ExchangeFailure,
    method: string,
    repeats: number,
  ): number | undefined {
    if (repeats >= this.maxRepeats) return undefined;
    const isRead = method === 'GET' || method === 'HEAD';
    if (outcome instanceof ExchangeFailure) {
      const worthIt = TRANSIENT_FAILURE.has(outcome.code) && (isRead || !outcome.sent);
      return worthIt ? this.#backoff(repeats) : undefined;
    }
    const worthIt =
      outcome.status === 429
        ? wasNotProcessed(outcome.body)
        : isRead && TRANSIENT_STATUS.has(outcome.status);
    if (!worthIt) return undefined;
    return retryAfterMs(outcome.headers['retry-after'], this.clock) ?? this.#backoff(repeats);
  }

  /** Exponential with full jitter, so that callers refused together do not return together. */
  #backoff(repeats: number): number {
    return this.random() * Math.min(FIRST_WAIT_MS * 2 ** (repeats + 1), LONGEST_WAIT_MS);
  }
}

/** Any other code is the product's own limit, such as Verify's 60212: asking again only adds to it. */
function wasNotProcessed(body: unknown): boolean {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return code === undefined || code === null || code === TOO_MANY_REQUESTS;
}
