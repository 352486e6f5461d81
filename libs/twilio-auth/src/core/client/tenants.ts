import { tenantAccountName } from '../accounts/account-names.js';
import type { AccountOptions } from '../config/options.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { Clock } from '../primitives/clock.js';
import { own } from '../primitives/own.js';
import { isFound, LookupCache, type Lookup } from '../primitives/lookup-cache.js';
import {
  LookupLimit,
  UnverifiedLookups,
  type UnverifiedLookup,
} from '../primitives/unverified-lookups.js';
import {
  NEGATIVE_TTL_MS,
  resolverFailed,
  resolveTenant,
  unknownTenant,
} from './tenant-resolver.js';

/** How tenants are found and cached. `Tenant` is what the application gets for one. */
export interface TenantsOptions<Tenant> {
  readonly max: number;
  readonly ttlSeconds: number;
  readonly clock: Clock;
  /** Throws `TWILIO_AUTH_DISABLED` while the module is switched off. */
  readonly assertEnabled: () => void;
  readonly resolve?: ((tenantId: string) => Promise<AccountOptions | undefined>) | undefined;
  /** Validates the options, checks them against the policy, and creates the tenant. */
  readonly open: (accountName: string, options: AccountOptions) => Promise<Tenant>;
  /** Ends the background work of a tenant that is no longer cached. */
  readonly stop: (tenant: Tenant) => void;
  /** Shared with the other lookups for requests that are not verified yet. */
  readonly limit?: LookupLimit;
}

/** Accounts that are found at run time, in a bounded cache whose values expire. */
export class Tenants<Tenant extends object> {
  readonly #options: TenantsOptions<Tenant>;
  readonly #cache: LookupCache<Tenant, Error>;
  /** Tenants of requests that are not verified yet, apart from those that the application uses. */
  readonly #unverified: UnverifiedLookups<Tenant>;

  constructor(options: TenantsOptions<Tenant>) {
    const { max, ttlSeconds, clock, stop, limit = new LookupLimit() } = options;
    this.#options = own(options);
    this.#cache = new LookupCache({ max, ttlMs: ttlSeconds * 1000, clock, onRemoved: stop });
    this.#unverified = new UnverifiedLookups({
      limit,
      clock,
      lookUp: (id) => this.#lookUp(id),
      onRemoved: (tenant, id) => {
        if (this.find(id) !== tenant) stop(tenant);
      },
    });
  }

  /**
   * The tenant, resolved and checked.
   *
   * Rejects with `TWILIO_AUTH_ACCOUNT_UNKNOWN` if there is none, `TWILIO_AUTH_CONFIG_INVALID` or
   * `TWILIO_AUTH_POLICY_VIOLATION` if its account may not be used.
   */
  async get(tenantId: string): Promise<Tenant> {
    this.#options.assertEnabled();
    if (typeof tenantId !== 'string' || tenantId === '') {
      // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- callers without types
      throw unknownTenant(String(tenantId), 'The id of a tenant is a non-empty string.');
    }
    const result = await this.#cache.get(tenantId, () => this.#resolve(tenantId));
    if (isFound(result)) return result.found;
    throw result.missing;
  }

  /** The tenant, if it is cached now: no more than a map read. */
  find(tenantId: string): Tenant | undefined {
    return this.#cache.find(tenantId);
  }

  /**
   * The tenant of a request that is not verified yet, in a cache of its own: anybody can send
   * one. Never rejects.
   */
  findUnverified(tenantId: string): UnverifiedLookup<Tenant> | Promise<UnverifiedLookup<Tenant>> {
    return this.#unverified.find(tenantId);
  }

  /** A request of this tenant was verified: it is now one that the application uses. */
  verified(tenantId: string): void {
    const tenant = this.#unverified.cached(tenantId);
    if (tenant !== undefined) this.#cache.add(tenantId, tenant);
    this.#unverified.verified(tenantId);
    this.#unverified.evict(tenantId);
  }

  /** Forgets a tenant, so that the next call resolves it again: its credentials were rotated. */
  evict(tenantId: string): void {
    this.#cache.evict(tenantId);
    this.#unverified.evict(tenantId);
  }

  /** The tenants that are cached now. */
  cached(): readonly Tenant[] {
    return this.#cache.values();
  }

  async #lookUp(tenantId: string): Promise<Tenant | undefined> {
    const { resolve, open } = this.#options;
    const options: AccountOptions | null | undefined = await resolve?.(tenantId);
    if (options === undefined || options === null) return undefined;
    return open(tenantAccountName(tenantId), options);
  }

  async #resolve(tenantId: string): Promise<Lookup<Tenant, Error>> {
    const { resolve, clock, open } = this.#options;
    try {
      const options = await resolveTenant(resolve, tenantId, clock);
      return { found: await open(tenantAccountName(tenantId), options) };
    } catch (error) {
      const missing = isTwilioAuthError(error) ? error : resolverFailed(tenantId);
      return { missing, ttlMs: NEGATIVE_TTL_MS };
    }
  }
}
