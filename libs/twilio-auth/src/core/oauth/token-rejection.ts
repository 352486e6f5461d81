import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { CachedTokenSource } from './cached-token-source.js';
import type { OAuthClient } from './oauth-client.js';
import type { OAuthToken } from './token-source.js';

const BRAKE_MS = 30_000;

/**
 * What happens when an API answers 401 to a token: exactly that token goes, and one renewal
 * serves everybody who was refused.
 *
 * The brake: when the token that such a renewal brought is refused as well, the fault lies
 * elsewhere, and the next renewal of this kind waits until 30 s after the last.
 */
export class TokenRejection {
  readonly #client: OAuthClient;
  readonly #source: CachedTokenSource;
  readonly #clock: Clock;
  readonly #emit: Emit;
  #renewal: Promise<boolean> | undefined;
  #last: { readonly token: OAuthToken; readonly atMs: number } | undefined;

  constructor(client: OAuthClient, source: CachedTokenSource, clock: Clock, emit: Emit) {
    this.#client = client;
    this.#source = source;
    this.#clock = clock;
    this.#emit = emit;
  }

  /** `true` when another token is ready and the call is worth repeating. */
  async rejected(value: string): Promise<boolean> {
    const held = this.#source.peek();
    if (held !== undefined && held.value.reveal() !== value) return true;
    if (this.#renewal === undefined && this.#brakeHolds(held)) return this.#report(false);
    this.#renewal ??= this.#renew(value).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  #brakeHolds(held: OAuthToken | undefined): boolean {
    if (this.#last === undefined) return false;
    const isItsToken = held === undefined || held === this.#last.token;
    return isItsToken && this.#clock.monotonicMs() - this.#last.atMs < BRAKE_MS;
  }

  async #renew(value: string): Promise<boolean> {
    try {
      const token = await this.#source.replaceRejected();
      this.#last = { token, atMs: this.#clock.monotonicMs() };
      return this.#report(token.value.reveal() !== value);
    } catch {
      // Reported as token.failed. The caller keeps the API's own 401, which says more.
      return this.#report(false);
    }
  }

  #report(renewed: boolean): boolean {
    const { account, clientId } = this.#client;
    this.#emit('token.rejected', { account, clientId, renewed });
    return renewed;
  }
}
