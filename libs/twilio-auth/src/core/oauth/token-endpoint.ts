import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { Deadline } from './deadline.js';
import type { OAuthClient } from './oauth-client.js';
import type { SendTokenRequest } from './send.js';
import { requestToken } from './token-request.js';
import type { OAuthToken, TokenDemand, TokenUpstream } from './token-source.js';
import { TwilioTokenError } from '../errors/token.error.js';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** What a request to the endpoint needs from outside. */
export interface TokenEndpointPorts {
  readonly send: SendTokenRequest;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly random: () => number;
}

/**
 * The token endpoint with its retries: passing failures are tried again, at most twice and only
 * as far as the deadline reaches. Pauses are full jitter, or what the endpoint asked for.
 */
export class TokenEndpoint implements TokenUpstream {
  readonly #client: OAuthClient;
  readonly #ports: TokenEndpointPorts;

  constructor(client: OAuthClient, ports: TokenEndpointPorts) {
    this.#client = client;
    this.#ports = ports;
  }

  async obtain({ deadline }: TokenDemand): Promise<OAuthToken> {
    const { send, clock, emit } = this.#ports;
    const startedMs = clock.monotonicMs();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const token = await requestToken(this.#client, send, clock, deadline);
        const { account, clientId } = this.#client;
        const tookMs = clock.monotonicMs() - startedMs;
        const { lifetimeMs } = token;
        emit('token.fetched', { account, clientId, lifetimeMs, tookMs, attempts: attempt });
        return token;
      } catch (error) {
        await this.#pauseOrThrow(error, attempt, deadline);
      }
    }
  }

  async #pauseOrThrow(error: unknown, attempt: number, deadline: Deadline): Promise<void> {
    if (!(error instanceof TwilioTokenError) || !error.retryable) throw error;
    const pauseMs = error.retryAfterMs ?? this.#jitter(attempt);
    const hopeless = pauseMs > LONGEST_PAUSE_MS || pauseMs >= deadline.remainingMs();
    if (attempt >= ATTEMPTS || hopeless) throw error;
    try {
      await deadline.pause(pauseMs);
    } catch {
      // The deadline ended during the pause: the reason for the pause says more than that.
      throw error;
    }
  }

  #jitter(attempt: number): number {
    return this.#ports.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
  }
}
