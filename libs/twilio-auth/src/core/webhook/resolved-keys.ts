import type { WebhookKey } from '../accounts/account.js';
import type { SigningKey } from '../config/options.js';
import type { Clock } from '../primitives/clock.js';
import { LookupCache, type Lookup } from '../primitives/lookup-cache.js';
import { openKeys } from './open-keys.js';

/** Finds the signing keys of an account that is not configured. */
export type ResolveWebhookKeys = (accountSid: string) => Promise<readonly SigningKey[] | undefined>;

/** Why there are no keys: the account is unknown, or the resolver failed. */
export type MissingKeys = 'unknown-account' | 'keys-unavailable';

/** What a look-up of keys ended with. */
export type KeyLookup = Lookup<readonly WebhookKey[], MissingKeys>;

/** Longest wait for the resolver: Twilio gives a webhook 15 seconds altogether. */
const LIMIT_MS = 2000;
const MAX_ENTRIES = 1000;
/** Short enough that a tenant's new token is accepted within a minute. */
const KEYS_TTL_MS = 60_000;
const NONE_TTL_MS = 30_000;

const FAILED: KeyLookup = { missing: 'keys-unavailable', ttlMs: 0 };

/** The keys that the application's resolver returns, cached, with a limit on how long it may take. */
export class ResolvedKeys {
  readonly #resolve: ResolveWebhookKeys;
  readonly #clock: Clock;
  readonly #cache: LookupCache<readonly WebhookKey[], MissingKeys>;

  constructor(resolve: ResolveWebhookKeys, clock: Clock) {
    this.#resolve = resolve;
    this.#clock = clock;
    this.#cache = new LookupCache({ max: MAX_ENTRIES, ttlMs: KEYS_TTL_MS, clock });
  }

  /** The cached keys at once, else a promise of the one look-up under way. Never rejects. */
  find(accountSid: string): KeyLookup | Promise<KeyLookup> {
    return this.#cache.get(accountSid, () => this.#withinLimit(this.#ask(accountSid)));
  }

  async #ask(accountSid: string): Promise<KeyLookup> {
    try {
      const answer: unknown = await this.#resolve(accountSid);
      const keys =
        answer === undefined || answer === null ? [] : await openKeys(answer, this.#clock);
      if (keys === 'failed') return FAILED;
      return keys.length === 0
        ? { missing: 'unknown-account', ttlMs: NONE_TTL_MS }
        : { found: keys };
    } catch {
      // What the resolver threw may hold a connection string, so it goes no further.
      return FAILED;
    }
  }

  #withinLimit(lookup: Promise<KeyLookup>): Promise<KeyLookup> {
    return new Promise((settle) => {
      const cancel = this.#clock.after(LIMIT_MS, () => settle(FAILED));
      void lookup.then(settle).finally(cancel);
    });
  }
}
