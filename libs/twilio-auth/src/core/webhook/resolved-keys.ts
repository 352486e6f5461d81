import type { WebhookKey } from '../accounts/account.js';
import { isWeakSigningKey, MAX_SIGNING_KEYS, openSigningKeys } from '../accounts/signing-keys.js';
import type { SigningKey } from '../config/options.js';
import { resolveSecret } from '../config/resolve-secret.js';
import type { SecretInput } from '../config/auth-options.js';
import type { Clock } from '../primitives/clock.js';
import { LookupCache, type Lookup } from '../primitives/lookup-cache.js';
import { withTimeLimit } from '../primitives/time-limit.js';
import { withoutUndefined } from '../primitives/without-undefined.js';

/** Finds the signing keys of an account that is not configured. */
export type ResolveWebhookKeys = (accountSid: string) => Promise<readonly SigningKey[] | undefined>;

/** Why there are no keys: the account is unknown, or the resolver failed. */
export type MissingKeys = 'unknown-account' | 'keys-unavailable';

/** The keys of an account, or why there are none. */
export type KeyLookup = Lookup<readonly WebhookKey[], MissingKeys>;

/** Longest wait for the resolver: Twilio gives a webhook 15 seconds altogether. */
const LIMIT_MS = 2000;
const MAX_ENTRIES = 1000;
/** Short enough that a tenant's new token is accepted within a minute. */
const KEYS_TTL_MS = 60_000;

const UNKNOWN: KeyLookup = { missing: 'unknown-account', ttlMs: 30_000 };
const UNAVAILABLE: KeyLookup = { missing: 'keys-unavailable', ttlMs: 0 };

/** The keys that the application's `resolveWebhookKeys` returns, cached for a while. */
export class ResolvedKeys {
  readonly #resolve: ResolveWebhookKeys;
  readonly #clock: Clock;
  readonly #cache: LookupCache<readonly WebhookKey[], MissingKeys>;

  constructor(resolve: ResolveWebhookKeys, clock: Clock) {
    this.#resolve = resolve;
    this.#clock = clock;
    this.#cache = new LookupCache({ max: MAX_ENTRIES, ttlMs: KEYS_TTL_MS, clock });
  }

  /** What is cached, else the result of the one look-up for this account. Never rejects. */
  find(accountSid: string): KeyLookup | Promise<KeyLookup> {
    return this.#cache.get(accountSid, () => this.#lookUp(accountSid));
  }

  async #lookUp(accountSid: string): Promise<KeyLookup> {
    try {
      const keys = await withTimeLimit(this.#clock, LIMIT_MS, async () => {
        const answer: unknown = await this.#resolve(accountSid);
        return answer === undefined || answer === null ? [] : openKeys(answer, this.#clock);
      });
      return keys.length === 0 ? UNKNOWN : { found: keys };
    } catch {
      // What the resolver threw may contain a connection string, so it is not passed on.
      return UNAVAILABLE;
    }
  }
}

/** Empty and short secrets are left out, because anybody can sign with them. */
async function openKeys(answer: unknown, clock: Clock): Promise<WebhookKey[]> {
  if (!Array.isArray(answer)) throw new TypeError('resolveWebhookKeys did not return a list');
  const opened = await openSigningKeys(answer, async (input) => {
    const { secret, failure } = await resolveSecret(input as SecretInput, clock);
    if (failure !== undefined) throw new Error(failure.expected);
    return { reported: false, ...withoutUndefined({ secret }) };
  });
  if (opened.length > MAX_SIGNING_KEYS) throw new RangeError('too many signing keys');
  return opened.flatMap(({ name, secret, fields: { algorithm = 'hmac-sha1' } }) => {
    if (algorithm !== 'hmac-sha1') throw new TypeError('unknown algorithm of a signing key');
    // As the policy refuses it of a configured account.
    if (secret === undefined || isWeakSigningKey(secret)) return [];
    return [{ name, secret, algorithm }];
  });
}
