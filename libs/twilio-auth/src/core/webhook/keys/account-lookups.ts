import type { Account } from '../../accounts/account.js';
import type { UnverifiedLookup } from '../../primitives/unverified-lookups.js';
import {
  resolvedKeyRing,
  tenantKeyRing,
  type AccountToLookUp,
  type KeyRing,
  type NoKeyRing,
  type WebhookAccounts,
} from './key-ring.js';
import type { ResolvedKeys } from './resolved-keys.js';

/** Tenants by id, for requests that are not verified yet. */
export interface WebhookTenants {
  findUnverified(id: string): TenantLookup | Promise<TenantLookup>;
  /** Makes the tenant one that the application knows. */
  verified(id: string): void;
}

type TenantLookup = UnverifiedLookup<{ readonly account: { readonly snapshot: Account } }>;

/** Looks up accounts that are not configured, on behalf of requests that are not verified yet. */
export class AccountLookups {
  readonly #accounts: WebhookAccounts;
  readonly #keys: ResolvedKeys | undefined;
  readonly #tenants: WebhookTenants;

  constructor(accounts: WebhookAccounts, keys: ResolvedKeys | undefined, tenants: WebhookTenants) {
    this.#accounts = accounts;
    this.#keys = keys;
    this.#tenants = tenants;
  }

  find(account: AccountToLookUp): KeyRing | NoKeyRing | Promise<KeyRing | NoKeyRing> {
    if (account.kind === 'tenant') {
      const { tenantId } = account;
      return whenSettled(this.#tenants.findUnverified(tenantId), (lookup) =>
        tenantKeyRing(tenantId, lookup),
      );
    }
    const { sid } = account;
    const lookup = this.#keys?.find(sid) ?? ({ missing: 'unknown', ttlMs: 0 } as const);
    return whenSettled(lookup, (found) => resolvedKeyRing(this.#accounts, sid, found));
  }

  /** Only a valid signature makes an account one that was verified before. */
  verified(account: AccountToLookUp): void {
    if (account.kind === 'tenant') this.#tenants.verified(account.tenantId);
    else this.#keys?.verified(account.sid);
  }
}

/** Applies `map` at once to a value that needs no waiting. */
function whenSettled<T, R>(value: T | Promise<T>, map: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(map) : map(value);
}
