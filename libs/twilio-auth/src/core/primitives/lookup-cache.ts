import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.js';

/** What a lookup ended with: a value, or why there is none and how long that is remembered. */
export type Lookup<Value, Missing> =
  | { readonly found: Value }
  /** With `ttlMs: 0` the next call looks it up again. */
  | { readonly missing: Missing; readonly ttlMs: number };

/** Whether the lookup found a value. By its own field, whatever `Object.prototype` was polluted with. */
export function isFound<Value, Missing>(
  lookup: Lookup<Value, Missing>,
): lookup is { readonly found: Value } {
  return Object.hasOwn(lookup, 'found');
}

/** How much a {@link LookupCache} keeps, and for how long. */
interface LookupCacheOptions<Value> {
  /** Most values, and most keys without a value. */
  readonly max: number;
  readonly ttlMs: number;
  readonly clock: Clock;
  /**
   * Called with each value that is not or no longer cached: it has expired, was evicted, or its
   * key was evicted during the lookup.
   */
  readonly onRemoved?: (value: Value, key: string) => void;
}

/**
 * A bounded cache in front of a lookup that the application provides. Concurrent calls for one
 * key share one lookup, and a key without a value is remembered for a while.
 *
 * Keys without a value have a bound of their own, so a flood of invented ones removes no value.
 */
export class LookupCache<Value extends object, Missing> {
  readonly #values: LRUCache<string, Value>;
  readonly #missing: LRUCache<string, Lookup<Value, Missing>>;
  readonly #pending = new Map<string, Promise<Lookup<Value, Missing>>>();
  readonly #onRemoved: (value: Value, key: string) => void;

  constructor({ max, ttlMs, clock, onRemoved = () => undefined }: LookupCacheOptions<Value>) {
    // lru-cache reads a start of 0 as "never expires", and reads its clock only now and then.
    const bounds = { max, perf: { now: () => 1 + clock.monotonicMs() }, ttlResolution: 0 };
    this.#values = new LRUCache({ ...bounds, ttl: ttlMs, dispose: onRemoved });
    this.#missing = new LRUCache(bounds);
    this.#onRemoved = onRemoved;
  }

  /** The value, if it is cached: a map read. */
  find(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** What is cached for the key, else the result of the one lookup for it. */
  get(
    key: string,
    lookUp: () => Promise<Lookup<Value, Missing>>,
  ): Lookup<Value, Missing> | Promise<Lookup<Value, Missing>> {
    const found = this.#values.get(key);
    if (found !== undefined) return { found };
    return this.#missing.get(key) ?? this.#pending.get(key) ?? this.#share(key, lookUp());
  }

  /** Caches a value that was looked up elsewhere, unless there is one already. */
  add(key: string, value: Value): void {
    if (this.#values.has(key)) return;
    this.#missing.delete(key);
    this.#values.set(key, value);
  }

  /**
   * Forgets the key. Callers that are waiting for it still get the answer, which is not cached:
   * it may be the very value that was replaced.
   */
  evict(key: string): void {
    this.#values.delete(key);
    this.#missing.delete(key);
    this.#pending.delete(key);
  }

  /** The values that are cached now. */
  values(): readonly Value[] {
    return [...this.#values.values()];
  }

  async #share(
    key: string,
    pending: Promise<Lookup<Value, Missing>>,
  ): Promise<Lookup<Value, Missing>> {
    this.#pending.set(key, pending);
    const isCurrent = (): boolean => this.#pending.get(key) === pending;
    try {
      const result = await pending;
      if (isCurrent()) this.#keep(key, result);
      else if (isFound(result)) this.#onRemoved(result.found, key);
      return result;
    } finally {
      if (isCurrent()) this.#pending.delete(key);
    }
  }

  #keep(key: string, result: Lookup<Value, Missing>): void {
    if (isFound(result)) this.#values.set(key, result.found);
    else if (result.ttlMs > 0) this.#missing.set(key, result, { ttl: result.ttlMs });
  }
}
