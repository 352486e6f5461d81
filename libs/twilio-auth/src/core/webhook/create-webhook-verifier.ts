import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import type { LoadedConfig } from '../accounts/load-config.js';
import type { LiveAccount } from '../client/live-account.js';
import type { LiveAccounts } from '../client/live-accounts.js';
import type { Emit } from '../events/events.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import type { LookupLimit } from '../primitives/unverified-lookups.js';
import { AccountLookups, type WebhookTenants } from './keys/account-lookups.js';
import type { WebhookAccounts } from './keys/key-ring.js';
import { resolvedKeys } from './keys/resolved-keys.js';
import { WebhookVerifier } from './webhook-verifier.js';

/** What the verifier shares with the rest of the application. */
interface WebhookDeps {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly gate: PolicyGate;
  readonly tenants: WebhookTenants & {
    find(tenantId: string): { readonly account: LiveAccount } | undefined;
  };
  readonly limit: LookupLimit;
  readonly warn: (message: string) => void;
}

/** The verifier of an application, with the accounts that it uses now. */
export function createWebhookVerifier(
  { resolveWebhookKeys, webhookBaseUrl, environment }: LoadedConfig,
  live: LiveAccounts,
  { gate, tenants, limit, clock, emit, warn }: WebhookDeps,
): WebhookVerifier {
  const accounts: WebhookAccounts = {
    byName: (name) => live.find(name)?.inUse(),
    bySid: (accountSid) => live.findBySid(accountSid)?.inUse(),
    default: () => live.find(DEFAULT_ACCOUNT)?.inUse(),
    refresh: (name) => live.find(name)?.refreshForWebhook(),
    sharedBaseUrl: () => webhookBaseUrl,
    tenant: (id) => {
      live.assertEnabled();
      return tenants.find(id)?.account.inUse();
    },
  };
  const keys = resolveWebhookKeys && resolvedKeys(resolveWebhookKeys, clock, limit);
  return new WebhookVerifier({
    accounts,
    lookups: new AccountLookups(accounts, keys, tenants),
    emit,
    warn,
    allowsUnverified: (account) => gate.allowsUnverified(account),
    explain: !environment.isProduction,
  });
}
