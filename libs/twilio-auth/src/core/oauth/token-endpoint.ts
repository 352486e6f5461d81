import { TwilioConnectionError } from '../errors/connection.error.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { Deadline } from './deadline.js';
import { toTokenError } from './error-answer.js';
import type { OAuthClient, OAuthDeps, TokenResponse } from './oauth-client.js';
import { tokenRequest } from './oauth-client.js';
import type { OAuthToken, TokenFetch, TokenFetcher } from './oauth-token.js';
import { parseToken } from './token-answer.js';
import { TwilioTokenError } from '../errors/token.error.js';
import type { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** Pauses are random, up to a longest one that doubles from the first on. */
const FIRST_PAUSE_MS = 200;
/** Of the time for everything: an outage of half of it leaves time for another attempt. */
const LONGEST_PAUSE_SHARE = 0.2;
/** Bounds the number of attempts, however the random numbers fall. */
const SHORTEST_PAUSE_MS = 50;
/** A longer `Retry-After` is left to the caller. */
const LONGEST_RETRY_AFTER_MS = 5_000;
/** Of the time for everything: a request without an answer leaves as much for another one. */
const ATTEMPT_SHARE = 0.5;

/**
 * The token endpoint with its retries: temporary failures are tried again until the deadline, so
 * that callers who wait survive an outage of half of it. Asking twice is harmless, since a new
 * token does not revoke an older one. Pauses are full jitter, or what the endpoint asked for.
 */
export class TokenEndpoint implements TokenFetcher {
  readonly #client: OAuthClient;
  readonly #deps: OAuthDeps;

  constructor(client: OAuthClient, deps: OAuthDeps) {
    this.#client = client;
    this.#deps = deps;
  }

  async fetch({ deadline }: TokenFetch): Promise<OAuthToken> {
    const { clock, emit } = this.#deps;
    const startedMs = clock.monotonicMs();
    let answered: TwilioTokenError | undefined;
    for (let attempts = 1; ; attempts += 1) {
      try {
        const token = await this.#requestToken(deadline);
        const { accountName: account, clientId } = this.#client;
        const tookMs = clock.monotonicMs() - startedMs;
        const { lifetimeMs } = token;
        emit('token.fetched', { account, clientId, lifetimeMs, tookMs, attempts });
        return token;
      } catch (error) {
        // What it answered before says more than that it did not answer in time again.
        if (deadline.end === 'timeout') throw answered ?? error;
        if (error instanceof TwilioTokenError && error.status !== undefined) answered = error;
        await this.#pauseOrThrow(error, attempts, deadline);
      }
    }
  }

  /** One request: a token, or the reason why there is none. */
  async #requestToken(deadline: Deadline): Promise<OAuthToken> {
    const { clock } = this.#deps;
    // The lifetime is counted from here: the endpoint made the token at some later moment.
    const sentAt = { sentAtWallMs: clock.wallMs(), sentAtMonotonicMs: clock.monotonicMs() };
    const response = await this.#send(deadline);
    const succeeded = response.status >= 200 && response.status <= 299;
    if (!succeeded) throw toTokenError(response, this.#client, clock);
    return { ...parseToken(response, this.#client), ...sentAt };
  }

  async #send(deadline: Deadline): Promise<TokenResponse> {
    const attempt = deadline.part(ATTEMPT_SHARE * this.#deps.timeoutMs);
    try {
      // The deadline may have ended while the store was being asked.
      attempt.signal.throwIfAborted();
      return await attempt.race(this.#deps.send(tokenRequest(this.#client, attempt.signal)));
    } catch (error) {
      throw noAnswer(this.#client, attempt, error);
    } finally {
      attempt.release();
    }
  }

  async #pauseOrThrow(error: unknown, attempts: number, deadline: Deadline): Promise<void> {
    if (!(error instanceof TwilioTokenError) || !error.retryable) throw error;
    const { retryAfterMs = 0 } = error;
    const pauseMs = Math.max(this.#jitter(attempts), retryAfterMs);
    if (retryAfterMs > LONGEST_RETRY_AFTER_MS || pauseMs >= deadline.remainingMs()) throw error;
    try {
      await deadline.pause(pauseMs);
    } catch {
      // The deadline ended during the pause. The error before it says more than that.
      throw error;
    }
  }

  #jitter(attempts: number): number {
    const { random, timeoutMs } = this.#deps;
    const longestMs = Math.min(
      FIRST_PAUSE_MS * 2 ** (attempts - 1),
      LONGEST_PAUSE_SHARE * timeoutMs,
    );
    return Math.max(SHORTEST_PAUSE_MS, random() * longestMs);
  }
}

/** An error that is neither ours nor the end of the deadline is a bug, and no missing answer. */
function noAnswer(client: OAuthClient, deadline: Deadline, error: unknown): unknown {
  const cause = isTwilioAuthError(error) ? error : undefined;
  const reason = deadline.end ?? cause?.reason;
  if (reason === undefined) return error;
  const hint = cause?.hint;
  const advice = hint === undefined ? '' : ` ${hint}`;
  return new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `No answer from the token endpoint to the OAuth client ${client.clientId} (${reason}).${advice}`,
    {
      account: client.accountName,
      reason,
      retryable: deadline.end !== 'closed' && mayPass(cause),
      ...withoutUndefined({ cause, hint }),
    },
  );
}

/** A broken answer is as temporary as one without a token. */
function mayPass(cause: TwilioAuthError | undefined): boolean {
  if (cause instanceof TwilioConnectionError && cause.sent === 'yes') return true;
  return cause?.retryable ?? true;
}
