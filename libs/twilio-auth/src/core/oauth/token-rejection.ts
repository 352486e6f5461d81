import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { CachedTokenSource } from './cached-token-source.js';
import type { OAuthClient } from './oauth-client.js';
import type { OAuthToken } from './oauth-token.js';

const FIRST_COOLDOWN_MS = 1_000;
const LONGEST_COOLDOWN_MS = 30_000;

/** A pause of this length at most is waited out, because the call may still succeed. */
const WAITED_OUT_MS = 2_000;

/**
 * What happens when an API answers 401 to a token: exactly that token is dropped, and one fetch
 * replaces it for all callers.
 *
 * When the replacement is soon rejected as well, the token may not be what is wrong. The next one
 * then has to wait: a second, and twice as long each time, up to 30 s, so that an API that answers
 * 401 to everything does not cause a token request per call. A token that lived for longer was good,
 * and was revoked: that begins anew.
 */
export class TokenRejection {
  readonly #client: OAuthClient;
  readonly #source: CachedTokenSource;
  readonly #clock: Clock;
  readonly #emit: Emit;
  #replacing: Promise<boolean> | undefined;
  #lastReplacement: { readonly token: OAuthToken; readonly atMs: number } | undefined;
  #cooldownMs = FIRST_COOLDOWN_MS;

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
    if (this.#replacing !== undefined) return this.#replacing;
    const waitMs = this.#cooldownLeft(held);
    if (waitMs > WAITED_OUT_MS) return this.#report(false);
    this.#replacing = this.#replaceAfter(waitMs, value).finally(() => {
      this.#replacing = undefined;
    });
    return this.#replacing;
  }

  #cooldownLeft(held: OAuthToken | undefined): number {
    if (this.#lastReplacement === undefined) return 0;
    const { token, atMs } = this.#lastReplacement;
    const isReplacement = held === undefined || held === token;
    return isReplacement ? atMs + this.#cooldownMs - this.#clock.monotonicMs() : 0;
  }

  async #replaceAfter(waitMs: number, value: string): Promise<boolean> {
    if (waitMs > 0) await new Promise<void>((resolve) => this.#clock.hold(waitMs, resolve));
    return this.#replace(value);
  }

  async #replace(value: string): Promise<boolean> {
    try {
      const token = await this.#source.replaceRejected();
      this.#noteReplacement(token);
      return this.#report(token.value.reveal() !== value);
    } catch {
      // Reported as token.failed. The caller gets the API's own 401, which says more.
      return this.#report(false);
    }
  }

  #noteReplacement(token: OAuthToken): void {
    const nowMs = this.#clock.monotonicMs();
    const livedMs = nowMs - (this.#lastReplacement?.atMs ?? -Infinity);
    this.#cooldownMs =
      livedMs < 2 * this.#cooldownMs
        ? Math.min(2 * this.#cooldownMs, LONGEST_COOLDOWN_MS)
        : FIRST_COOLDOWN_MS;
    this.#lastReplacement = { token, atMs: nowMs };
  }

  #report(refreshed: boolean): boolean {
    const { accountName: account, clientId } = this.#client;
    this.#emit('token.rejected', { account, clientId, refreshed });
    return refreshed;
  }
}
