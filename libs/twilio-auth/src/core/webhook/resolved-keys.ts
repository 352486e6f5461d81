import { LRUCache } from 'lru-cache';
import type { WebhookKey } from '../accounts/account.js';
import type { SigningKey } from '../config/options.js';
import type { Clock } from '../primitives/clock.js';
import { openKeys, type KeyLookup } from './open-keys.js';

/** Finds the signing keys of an account that is not configured. */
export type ResolveWebhookKeys = (accountSid: string) => Promise<readonly SigningKey[] | undefined>;

/** Longest wait for the resolver: Twilio gives a webhook 15 seconds altogether. */
const LIMIT_MS = 2000;
const MAX_ENTRIES = 1000;
/** Short enough that a tenant's new token is accepted within a minute. */
const KEYS_TTL_MS = 60_000;
const NONE_TTL_MS = 30_000;

/**
 * Remembers for a while what the resolver answered, and asks it once for concurrent requests.
 *
 * Unknown accounts have a cache of their own, so that a flood of invented SIDs cannot drive out
 * the keys of real ones. A failure is never remembered.
 */
export class ResolvedKeys {
  readonly #resolve: ResolveWebhookKeys;
  readonly #clock: Clock;
  readonly #keys: LRUCache<string, readonly WebhookKey[]>;
  readonly #none: LRUCache<string, true>;
  readonly #pending = new Map<string, Promise<KeyLookup>>();

  constructor(resolve: ResolveWebhookKeys, clock: Clock) {
    this.#resolve = resolve;
    this.#clock = clock;
    // lru-cache takes a start of 0 for no start at all, and such an entry never ends.
    const perf = { now: () => clock.monotonicMs() + 1 };
    const bounds = { max: MAX_ENTRIES, ttlResolution: 0, perf };
    this.#keys = new LRUCache({ ...bounds, ttl: KEYS_TTL_MS });
    this.#none = new LRUCache({ ...bounds, ttl: NONE_TTL_MS });
  }

  /** What is known at once, else the one lookup that is under way. Never rejects. */
  find(accountSid: string): KeyLookup | Promise<KeyLookup> {
    const known = this.#keys.get(accountSid);
    if (known !== undefined) return known;
    if (this.#none.has(accountSid)) return 'none';
    const pending = this.#pending.get(accountSid) ?? this.#lookUp(accountSid);
    this.#pending.set(accountSid, pending);
    return pending;
  }

  async #lookUp(accountSid: string): Promise<KeyLookup> {
    const found = await this.#withinLimit(this.#ask(accountSid));
    this.#pending.delete(accountSid);
    if (found === 'none') this.#none.set(accountSid, true);
    else if (found !== 'failed') this.#keys.set(accountSid, found);
    return found;
  }

  async #ask(accountSid: string): Promise<KeyLookup> {
    try {
      const answer: unknown = await this.#resolve(accountSid);
      return answer === undefined || answer === null ? 'none' : await openKeys(answer, this.#clock);
    } catch {
      // What the resolver threw may hold a connection string, so it goes no further.
      return 'failed';
    }
  }

  #withinLimit(lookup: Promise<KeyLookup>): Promise<KeyLookup> {
    const { promise, resolve } = withResolver<KeyLookup>();
    const cancel = this.#clock.after(LIMIT_MS, () => resolve('failed'));
    void lookup.then(resolve, () => resolve('failed')).finally(cancel);
    return promise;
  }
}

function withResolver<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
