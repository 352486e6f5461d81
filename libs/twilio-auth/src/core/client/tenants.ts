import { LRUCache } from 'lru-cache';
import type { AccountOptions } from '../config/options.js';
import { isTwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Clock } from '../primitives/clock.js';
import { askResolver } from './ask-resolver.js';
import { NEGATIVE_TTL_MS, resolverFailed, unknownTenant } from './tenant-errors.js';

/** How tenants are found and kept. `Tenant` is whatever the application gets for one. */
export interface TenantsOptions<Tenant> {
  readonly max: number;
  readonly ttlSeconds: number;
  readonly clock: Clock;
  readonly resolve?: ((tenantId: string) => Promise<AccountOptions | undefined>) | undefined;
  /** Validates the options, lets the policy see them, and makes the tenant. */
  readonly admit: (tenantId: string, options: AccountOptions) => Promise<Tenant>;
  /** Ends the background work of a tenant that is not kept any longer. */
  readonly retire: (tenant: Tenant) => void;
}

/**
 * Accounts that are found at run time. Bounded and short-lived; one question to the resolver
 * however many callers wait for it; a hot look-up is a map read.
 */
export class Tenants<Tenant extends object> {
  readonly #options: TenantsOptions<Tenant>;
  readonly #known: LRUCache<string, Tenant>;
  readonly #failed: LRUCache<string, Error>;
  readonly #pending = new Map<string, Promise<Tenant>>();

  constructor(options: TenantsOptions<Tenant>) {
    this.#options = options;
    const { max, ttlSeconds, clock, retire } = options;
    // `lru-cache` takes a reading of 0 for "never expires", and by default keeps one for a while.
    const time = { perf: { now: () => 1 + clock.monotonicMs() }, ttlResolution: 0 };
    this.#known = new LRUCache({ max, ttl: ttlSeconds * 1000, dispose: retire, ...time });
    this.#failed = new LRUCache({ max, ttl: NEGATIVE_TTL_MS, ...time });
  }

  /**
   * The tenant, resolved and checked.
   *
   * Rejects with `TWILIO_AUTH_ACCOUNT_UNKNOWN` when there is none, `TWILIO_AUTH_CONFIG_INVALID`
   * or `TWILIO_AUTH_POLICY_VIOLATION` when its account may not be used.
   */
  async get(tenantId: string): Promise<Tenant> {
    return this.find(tenantId) ?? this.#pending.get(tenantId) ?? this.#ask(tenantId);
  }

  /** The tenant, if it is kept now: no more than a map read. */
  find(tenantId: string): Tenant | undefined {
    return this.#known.get(tenantId);
  }

  /** Forgets a tenant, so that the next call asks for it again: its credentials were rotated. */
  evict(tenantId: string): void {
    this.#known.delete(tenantId);
    this.#failed.delete(tenantId);
    // Who waits gets what was asked for; it is not kept, for it may be what was just replaced.
    this.#pending.delete(tenantId);
  }

  /** The tenants that are kept now. */
  kept(): readonly Tenant[] {
    return [...this.#known.values()];
  }

  async #ask(tenantId: string): Promise<Tenant> {
    if (typeof tenantId !== 'string' || tenantId === '') {
      // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- callers without types
      throw unknownTenant(String(tenantId), 'The id of a tenant is a text that is not empty.');
    }
    const failure = this.#failed.get(tenantId);
    if (failure !== undefined) throw failure;
    const pending = this.#resolve(tenantId);
    this.#pending.set(tenantId, pending);
    const isStillAsked = (): boolean => this.#pending.get(tenantId) === pending;
    try {
      const tenant = await pending;
      if (isStillAsked()) this.#known.set(tenantId, tenant);
      return tenant;
    } catch (error) {
      if (isStillAsked()) this.#failed.set(tenantId, error as Error);
      throw error;
    } finally {
      if (isStillAsked()) this.#pending.delete(tenantId);
    }
  }

  async #resolve(tenantId: string): Promise<Tenant> {
    const { resolve, clock, admit } = this.#options;
    try {
      return await admit(tenantId, await askResolver(resolve, tenantId, clock));
    } catch (error) {
      throw isTwilioAuthError(error) ? error : resolverFailed(tenantId);
    }
  }
}
