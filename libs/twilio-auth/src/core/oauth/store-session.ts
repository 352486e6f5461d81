import type { TokenStore } from '../config/token-store.js';
import type { TwilioAuthEventMap } from '../events/events.js';
import { withTimeLimit } from '../primitives/time-limit.js';
import type { OAuthDeps } from './oauth-client.js';
import type { OAuthToken } from './oauth-token.js';
import { remainingMs } from './oauth-token.js';
import type { TokenCipher } from './token-cipher.js';

type Operation = TwilioAuthEventMap['store.failed']['operation'];
type Release = () => Promise<void>;

/** A store that takes longer than this is treated as down. */
/** Longest time that one operation of a shared store may take. */
export const STORE_LIMIT_MS = 250;

/** What a session needs. */
export interface StoreSessionDeps extends Pick<OAuthDeps, 'clock' | 'emit'> {
  readonly accountName: string;
  readonly store: TokenStore;
  readonly cipher: TokenCipher;
}

/**
 * The store during one fetch. Nothing here rejects or takes longer than 250 ms. After the first
 * failure the store is treated as down until the next fetch, so that it costs 250 ms only once.
 */
export class StoreSession {
  readonly #deps: StoreSessionDeps;
  readonly #key: string;
  #down = false;
  #reported = false;

  constructor(deps: StoreSessionDeps) {
    this.#deps = deps;
    this.#key = deps.cipher.storeKey;
  }

  get down(): boolean {
    return this.#down;
  }

  /** The token in the store, unless it has expired. */
  async read(): Promise<OAuthToken | undefined> {
    const { store, cipher, clock } = this.#deps;
    const stored = await this.#attempt('get', () => store.get(this.#key));
    if (stored === undefined || stored === null) return undefined;
    const token = cipher.decrypt(stored, clock);
    if (token === undefined) this.#report('get', 'garbage');
    return token !== undefined && remainingMs(token, clock) > 0 ? token : undefined;
  }

  async write(token: OAuthToken): Promise<void> {
    const { store, cipher, clock } = this.#deps;
    const ttlMs = Math.floor(remainingMs(token, clock));
    if (ttlMs <= 0) return;
    await this.#attempt('set', () => store.set(this.#key, cipher.encrypt(token), ttlMs));
  }

  async remove(): Promise<void> {
    await this.#attempt('delete', () => this.#deps.store.delete(this.#key));
  }

  /** The release of the lock; `undefined` while another process holds it. */
  async lock(ttlMs: number): Promise<Release | undefined> {
    const { store } = this.#deps;
    const release = await this.#attempt(
      'lock',
      async () => store.lock?.(this.#key, ttlMs),
      // A lock that is granted too late is not used, and other processes would wait for it.
      async (lateRelease) => lateRelease?.(),
    );
    return release && (() => this.#unlock(release));
  }

  /** Tried in a store that is down too, without waiting for it: other processes wait for the lock. */
  async #unlock(release: Release): Promise<void> {
    const wasDown = this.#down;
    const unlocking = this.#withinLimit('unlock', release);
    if (!wasDown) await unlocking;
  }

  async #attempt<T>(
    operation: Operation,
    work: () => Promise<T>,
    onLate?: (result: T) => unknown,
  ): Promise<T | undefined> {
    return this.#down ? undefined : this.#withinLimit(operation, work, onLate);
  }

  async #withinLimit<T>(
    operation: Operation,
    work: () => Promise<T>,
    onLate?: (result: T) => unknown,
  ): Promise<T | undefined> {
    try {
      return await withTimeLimit(this.#deps.clock, STORE_LIMIT_MS, work, onLate);
    } catch (error) {
      this.#down = true;
      this.#report(operation, reasonOf(error));
      return undefined;
    }
  }

  /** One event for one fetch, however many operations went wrong. */
  #report(operation: Operation, reason: string): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#deps.emit('store.failed', { account: this.#deps.accountName, operation, reason });
  }
}

/** A stable code for what went wrong. Never the message: it may hold a URL with a password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
