import { LRUCache } from 'lru-cache';
import type { AccountOptions } from '../config/options.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { isTwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Clock } from '../primitives/clock.js';
import type { LiveAccount } from './live-account.js';

/** A tenant that is unknown, or whose resolver failed, is not asked for again for so long. */
const NEGATIVE_TTL_MS = 5000;
const RESOLVE_LIMIT_MS = 10_000;

/** How tenants are found and kept. `Tenant` is whatever the application gets for one. */
export interface TenantsOptions<Tenant> {
  readonly max: number;
  readonly ttlSeconds: number;
  readonly clock: Clock;
  readonly resolve?: ((tenantId: string) => Promise<AccountOptions | undefined>) | undefined;
  /** Validates the options and lets the policy see them. */
  readonly admit: (tenantId: string, options: AccountOptions) => Promise<LiveAccount>;
  readonly create: (account: LiveAccount) => Tenant;
}

/**
 * Accounts that are found at run time. Bounded and short-lived; one question to the resolver
 * however many callers wait for it; a hot look-up is a map read.
 */
export class Tenants<Tenant extends object> {
  readonly #options: TenantsOptions<Tenant>;
  readonly #known: LRUCache<
    string,
    { readonly tenant: Promise<Tenant>; readonly account: LiveAccount }
  >;
  readonly #failed: LRUCache<string, Error>;
  readonly #pending = new Map<string, Promise<Tenant>>();

  constructor(options: TenantsOptions<Tenant>) {
    this.#options = options;
    const perf = { now: () => options.clock.monotonicMs() };
    this.#known = new LRUCache({
      max: options.max,
      ttl: options.ttlSeconds * 1000,
      perf,
      dispose: ({ account }) => account.strategy.stop?.(),
    });
    this.#failed = new LRUCache({ max: options.max, ttl: NEGATIVE_TTL_MS, perf });
  }

  /**
   * The tenant, resolved and checked.
   *
   * Rejects with `TWILIO_AUTH_ACCOUNT_UNKNOWN` when there is none, `TWILIO_AUTH_CONFIG_INVALID`
   * or `TWILIO_AUTH_POLICY_VIOLATION` when its account may not be used.
   */
  get(tenantId: string): Promise<Tenant> {
    return this.#known.get(tenantId)?.tenant ?? this.#pending.get(tenantId) ?? this.#find(tenantId);
  }

  /** Forgets a tenant, so that the next call asks for it again: its credentials were rotated. */
  evict(tenantId: string): void {
    this.#known.delete(tenantId);
    this.#failed.delete(tenantId);
  }

  /** Ends what the accounts of tenants still have pending. */
  close(): void {
    for (const { account } of this.#known.values()) account.strategy.close?.();
  }

  #find(tenantId: string): Promise<Tenant> {
    const failure = this.#failed.get(tenantId);
    if (failure !== undefined) return Promise.reject(failure);
    const pending = this.#resolve(tenantId).finally(() => this.#pending.delete(tenantId));
    this.#pending.set(tenantId, pending);
    return pending;
  }

  async #resolve(tenantId: string): Promise<Tenant> {
    try {
      const options = await this.#ask(tenantId);
      const account = await this.#options.admit(tenantId, options);
      const tenant = this.#options.create(account);
      this.#known.set(tenantId, { tenant: Promise.resolve(tenant), account });
      return tenant;
    } catch (error) {
      const failure = isTwilioAuthError(error) ? error : resolverFailed(tenantId);
      this.#failed.set(tenantId, failure);
      throw failure;
    }
  }

  async #ask(tenantId: string): Promise<AccountOptions> {
    const { resolve, clock } = this.#options;
    if (resolve === undefined) throw unknownTenant(tenantId, 'No resolveAccount is configured.');
    const found = await new Promise<AccountOptions | undefined>((settle, reject) => {
      const cancel = clock.after(RESOLVE_LIMIT_MS, () => reject(resolverFailed(tenantId)));
      Promise.resolve()
        .then(() => resolve(tenantId))
        .then(settle, reject)
        .finally(cancel)
        .catch(reject);
    });
    if (found === undefined || found === null) {
      throw unknownTenant(tenantId, 'resolveAccount knows no such tenant.');
    }
    return found;
  }
}

function unknownTenant(account: string, why: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `There is no account for the tenant "${account}". ${why}`,
    { account },
  );
}

/** What the resolver threw is not kept as a cause: it may hold what it was resolving. */
function resolverFailed(account: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `The account of the tenant "${account}" could not be resolved: resolveAccount failed or took longer than ${RESOLVE_LIMIT_MS / 1000} s. It is asked again in ${NEGATIVE_TTL_MS / 1000} s.`,
    { account, reason: 'resolver-failed', retryable: true, retryAfterMs: NEGATIVE_TTL_MS },
  );
}
