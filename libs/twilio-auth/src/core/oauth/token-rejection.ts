import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { CachedTokenSource } from './cached-token-source.js';
import type { OAuthClient } from './oauth-client.js';
import type { OAuthToken } from './oauth-token.js';

const COOLDOWN_MS = 30_000;

/**
 * What happens when an API answers 401 to a token: exactly that token is dropped, and one fetch
 * replaces it for all callers.
 *
 * When the replacement is rejected as well, the token is not what is wrong. The next replacement
 * then waits until 30 s after the last one, so that an API that answers 401 to everything does
 * not cause a token request per call.
 */
export class TokenRejection {
  readonly #client: OAuthClient;
  readonly #source: CachedTokenSource;
  readonly #clock: Clock;
  readonly #emit: Emit;
  #replacing: Promise<boolean> | undefined;
  #lastReplacement: { readonly token: OAuthToken; readonly atMs: number } | undefined;

  constructor(client: OAuthClient, source: CachedTokenSource, clock: Clock, emit: Emit) {
    this.#client = client;
    this.#source = source;
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Resolves to `true` when another token is ready and the call is worth repeating. */
  async rejected(value: string): Promise<boolean> {
    const held = this.#source.peek();
    if (held !== undefined && held.value.reveal() !== value) return true;
    if (this.#replacing === undefined && this.#isCoolingDown(held)) return this.#report(false);
    this.#replacing ??= this.#replace(value).finally(() => {
      this.#replacing = undefined;
    });
    return this.#replacing;
  }

  #isCoolingDown(held: OAuthToken | undefined): boolean {
    if (this.#lastReplacement === undefined) return false;
    const { token, atMs } = this.#lastReplacement;
    const isReplacement = held === undefined || held === token;
    return isReplacement && this.#clock.monotonicMs() - atMs < COOLDOWN_MS;
  }

  async #replace(value: string): Promise<boolean> {
    try {
      const token = await this.#source.replaceRejected();
      this.#lastReplacement = { token, atMs: this.#clock.monotonicMs() };
      return this.#report(token.value.reveal() !== value);
    } catch {
      // Reported as token.failed. The caller gets the API's own 401, which says more.
      return this.#report(false);
    }
  }

  #report(refreshed: boolean): boolean {
    const { accountName: account, clientId } = this.#client;
    this.#emit('token.rejected', { account, clientId, refreshed });
    return refreshed;
  }
}
