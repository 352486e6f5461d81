import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { Deadline } from './deadline.js';
import { errorOfAnswer } from './error-answer.js';
import type { OAuthClient, OAuthDeps, TokenResponse } from './oauth-client.js';
import { tokenRequest } from './oauth-client.js';
import type { OAuthToken, TokenFetch, TokenFetcher } from './oauth-token.js';
import { tokenOfAnswer } from './token-answer.js';
import { TwilioTokenError } from '../errors/token.error.js';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * The token endpoint with its retries: passing failures are tried again, at most twice and only
 * as far as the deadline reaches. Pauses are full jitter, or what the endpoint asked for.
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
    for (let attempts = 1; ; attempts += 1) {
      try {
        const token = await this.#requestToken(deadline);
        const { accountName: account, clientId } = this.#client;
        const tookMs = clock.monotonicMs() - startedMs;
        const { lifetimeMs } = token;
        emit('token.fetched', { account, clientId, lifetimeMs, tookMs, attempts });
        return token;
      } catch (error) {
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
    if (!succeeded) throw errorOfAnswer(response, this.#client, clock);
    return { ...tokenOfAnswer(response, this.#client), ...sentAt };
  }

  async #send(deadline: Deadline): Promise<TokenResponse> {
    try {
      // The deadline may have ended while the store was being asked.
      deadline.signal.throwIfAborted();
      return await deadline.race(this.#deps.send(tokenRequest(this.#client, deadline.signal)));
    } catch (error) {
      throw noAnswer(this.#client, deadline, error);
    }
  }

  async #pauseOrThrow(error: unknown, attempt: number, deadline: Deadline): Promise<void> {
    if (!(error instanceof TwilioTokenError) || !error.retryable) throw error;
    const pauseMs = error.retryAfterMs ?? this.#jitter(attempt);
    const tooLong = pauseMs > LONGEST_PAUSE_MS || pauseMs >= deadline.remainingMs();
    if (attempt >= ATTEMPTS || tooLong) throw error;
    try {
      await deadline.pause(pauseMs);
    } catch {
      // The deadline ended during the pause. The error before it says more than that.
      throw error;
    }
  }

  #jitter(attempt: number): number {
    return this.#deps.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
  }
}

/** Only an error of ours becomes the cause: the error of an HTTP client holds the request. */
function noAnswer(client: OAuthClient, deadline: Deadline, error: unknown): TwilioTokenError {
  const cause = isTwilioAuthError(error) ? error : undefined;
  const reason = deadline.end ?? cause?.reason ?? 'no-answer';
  return new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `No answer from the token endpoint to the OAuth client ${client.clientId} (${reason}).`,
    {
      account: client.accountName,
      reason,
      retryable: deadline.end !== 'closed' && (cause?.retryable ?? true),
      ...withoutUndefined({ cause }),
    },
  );
}
