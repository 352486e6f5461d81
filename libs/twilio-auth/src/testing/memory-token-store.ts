import { systemClock } from '../core/primitives/clock.js';
import type { Clock } from '../core/primitives/clock.js';
import type { TokenStore } from '../core/config/token-store.js';

interface Entry {
  readonly value: string;
  readonly untilMs: number;
}

/** A token store in memory: modules in one test share tokens as processes would. */
export class MemoryTokenStore implements TokenStore {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#live(key)?.value;
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    this.#entries.set(key, { value, untilMs: this.#clock.monotonicMs() + ttlMs });
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async lock(key: string, ttlMs: number): Promise<(() => Promise<void>) | undefined> {
    const name = `${key}:lock`;
    if (this.#live(name) !== undefined) return undefined;
    const lock = { value: '', untilMs: this.#clock.monotonicMs() + ttlMs };
    this.#entries.set(name, lock);
    return async () => {
      if (this.#entries.get(name) === lock) this.#entries.delete(name);
    };
  }

  /** The keys it holds now, including locks. */
  keys(): readonly string[] {
    return [...this.#entries.keys()].filter((key) => this.#live(key) !== undefined);
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.untilMs > this.#clock.monotonicMs() ? entry : undefined;
  }
}
