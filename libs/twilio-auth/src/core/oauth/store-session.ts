import type { TokenStore } from '../config/token-store.js';
import type { Emit, TwilioAuthEventMap } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { withTimeLimit } from '../primitives/time-limit.js';
import { remainingMs } from './freshness.js';
import { openToken, sealToken } from './stored-token.js';
import type { TokenSeal } from './token-seal.js';
import type { OAuthToken } from './token-source.js';

type Operation = TwilioAuthEventMap['store.failed']['operation'];
type Release = () => Promise<void>;

/** A store that takes longer than this is as good as down. */
const LIMIT_MS = 250;

/** What a session needs from outside. */
export interface StoreSessionPorts {
  readonly account: string;
  readonly store: TokenStore;
  readonly seal: TokenSeal;
  readonly clock: Clock;
  readonly emit: Emit;
}

/**
 * The store during one renewal. Nothing here rejects or takes longer than 250 ms, and after the
 * first failure the store counts as down until the next renewal: it costs that much only once.
 */
export class StoreSession {
  readonly #ports: StoreSessionPorts;
  readonly #key: string;
  #down = false;
  #reported = false;

  constructor(ports: StoreSessionPorts) {
    this.#ports = ports;
    this.#key = `token:${ports.seal.name}`;
  }

  get down(): boolean {
    return this.#down;
  }

  /** The token in the store, as long as it lives. */
  async read(): Promise<OAuthToken | undefined> {
    const { store, seal, clock } = this.#ports;
    const stored = await this.#attempt('get', () => store.get(this.#key));
    if (stored === undefined || stored === null) return undefined;
    const token = openToken(stored, seal, clock);
    if (token === undefined) this.#report('get', 'garbage');
    return token !== undefined && remainingMs(token, clock) > 0 ? token : undefined;
  }

  async write(token: OAuthToken): Promise<void> {
    const { store, seal, clock } = this.#ports;
    const ttlMs = Math.floor(remainingMs(token, clock));
    if (ttlMs <= 0) return;
    await this.#attempt('set', () => store.set(this.#key, sealToken(token, seal), ttlMs));
  }

  async remove(): Promise<void> {
    await this.#attempt('delete', () => this.#ports.store.delete(this.#key));
  }

  /** The release of the lock; `undefined` while another process holds it. */
  async lock(ttlMs: number): Promise<Release | undefined> {
    const { store } = this.#ports;
    const release = await this.#attempt(
      'lock',
      async () => store.lock?.(this.#key, ttlMs),
      // A lock that comes too late would keep everybody else waiting for nothing.
      async (tooLate) => tooLate?.(),
    );
    return release && (() => this.#attempt('unlock', release));
  }

  async #attempt<T>(
    operation: Operation,
    work: () => Promise<T>,
    late?: (result: T) => unknown,
  ): Promise<T | undefined> {
    if (this.#down) return undefined;
    try {
      return await withTimeLimit(this.#ports.clock, LIMIT_MS, work, late);
    } catch (error) {
      this.#down = true;
      this.#report(operation, reasonOf(error));
      return undefined;
    }
  }

  /** One event for one renewal, however many operations went wrong. */
  #report(operation: Operation, reason: string): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#ports.emit('store.failed', { account: this.#ports.account, operation, reason });
  }
}

/** A word for what went wrong. Never the message: it may hold an address with a password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
