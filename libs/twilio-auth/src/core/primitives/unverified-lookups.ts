import type { Clock } from './clock.js';
import { LookupCache, type Lookup } from './lookup-cache.js';
import { withTimeLimit } from './time-limit.js';

/** Why a lookup found nothing: there is nothing, or it failed, took too long or had to be refused. */
export type LookupFailure = 'unknown' | 'unavailable';

/** What a lookup ended with. */
export type UnverifiedLookup<Value> = Lookup<Value, LookupFailure>;

const MAX_RUNNING = 100;
const KEPT_FOR_VERIFIED = 20;

/**
 * How many lookups run at the same time for requests that nobody has verified yet. Anybody can
 * cause one, so some are kept for ids that were verified before.
 */
export class LookupLimit {
  #running = 0;

  /** Whether another lookup may start; if so, it must be {@link end ended}. */
  start(wasVerified: boolean): boolean {
    if (this.#running >= (wasVerified ? MAX_RUNNING : MAX_RUNNING - KEPT_FOR_VERIFIED))
      return false;
    this.#running += 1;
    return true;
  }

  end(): void {
    this.#running -= 1;
  }
}

/** Longest wait: Twilio gives a webhook 15 seconds altogether. */
const LIMIT_MS = 2000;
/** A lookup that has not ended by then never will, and no longer uses up the limit. */
const LONGEST_WORK_MS = 30_000;
const MAX_ENTRIES = 1000;
/** Short enough that a new key is accepted within a minute. */
const FOUND_TTL_MS = 60_000;
const UNKNOWN_TTL_MS = 30_000;
const FAILURE_TTL_MS = 1000;
const MAX_VERIFIED = 10_000;

/** What {@link UnverifiedLookups} works with. */
interface UnverifiedLookupsOptions<Value> {
  readonly limit: LookupLimit;
  readonly clock: Clock;
  /** `undefined` where there is nothing of this id. */
  readonly lookUp: (id: string) => Promise<Value | undefined>;
  /** Called with a value that leaves the cache, or arrives too late. */
  readonly onRemoved?: (value: Value, id: string) => void;
}

/**
 * Lookups by an id that the sender of a request chose, before the request is verified: cached,
 * bounded in number and time, one at a time for each id.
 */
export class UnverifiedLookups<Value extends object> {
  readonly #options: UnverifiedLookupsOptions<Value>;
  readonly #cache: LookupCache<Value, LookupFailure>;
  /** Ids of requests that were verified, the most recent last. */
  readonly #verified = new Set<string>();

  constructor(options: UnverifiedLookupsOptions<Value>) {
    const { clock, onRemoved = () => undefined } = options;
    this.#options = options;
    this.#cache = new LookupCache({ max: MAX_ENTRIES, ttlMs: FOUND_TTL_MS, clock, onRemoved });
  }

  /** What is cached, else the result of the one lookup for this id. Never rejects. */
  find(id: string): UnverifiedLookup<Value> | Promise<UnverifiedLookup<Value>> {
    return this.#cache.get(id, () => this.#lookUp(id));
  }

  /** Remembers that a request with this id was verified. */
  verified(id: string): void {
    this.#verified.delete(id);
    this.#verified.add(id);
    const [oldest] = this.#verified;
    if (this.#verified.size > MAX_VERIFIED) this.#verified.delete(oldest!);
  }

  /** What is cached now: it may have been evicted since it was found. */
  cached(id: string): Value | undefined {
    return this.#cache.find(id);
  }

  /** Forgets the id, and what a lookup that is under way finds. */
  evict(id: string): void {
    this.#cache.evict(id);
  }

  async #lookUp(id: string): Promise<UnverifiedLookup<Value>> {
    const { limit, clock, lookUp, onRemoved } = this.#options;
    // Not remembered: the next request may find one of the others ended.
    if (!limit.start(this.#verified.has(id))) return { missing: 'unavailable', ttlMs: 0 };
    const work = (async () => lookUp(id))();
    this.#endWith(work);
    try {
      const value = await withTimeLimit(
        clock,
        LIMIT_MS,
        () => work,
        (late) => late !== undefined && onRemoved?.(late, id),
      );
      return value === undefined ? { missing: 'unknown', ttlMs: UNKNOWN_TTL_MS } : { found: value };
    } catch {
      // What the application threw may contain a connection string, so it is not passed on.
      return { missing: 'unavailable', ttlMs: FAILURE_TTL_MS };
    }
  }

  /** The work goes on when nobody waits for it any longer, so the limit is about the work itself. */
  #endWith(work: Promise<unknown>): void {
    const { limit, clock } = this.#options;
    let hasEnded = false;
    const end = (): void => {
      if (!hasEnded) limit.end();
      hasEnded = true;
      cancel();
    };
    const cancel = clock.after(LONGEST_WORK_MS, end);
    work.then(end, end);
  }
}
