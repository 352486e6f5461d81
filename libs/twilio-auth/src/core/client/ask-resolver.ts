import type { AccountOptions, TwilioAuthModuleOptions } from '../config/options.js';
import type { Clock } from '../primitives/clock.js';
import { resolverFailed, unknownTenant } from './tenant-errors.js';

type Resolve = NonNullable<TwilioAuthModuleOptions['resolveAccount']>;

const LIMIT_MS = 10_000;

/**
 * Asks the application for the account of a tenant. Rejects with `TWILIO_AUTH_ACCOUNT_UNKNOWN`
 * when it knows none, rejects itself, or takes longer than ten seconds.
 */
export function askResolver(
  resolve: Resolve | undefined,
  tenantId: string,
  clock: Clock,
): Promise<AccountOptions> {
  return new Promise((settle, reject) => {
    if (resolve === undefined) {
      reject(unknownTenant(tenantId, 'No resolveAccount is configured.'));
      return;
    }
    const fail = (): void => reject(resolverFailed(tenantId));
    const cancel = clock.hold(LIMIT_MS, fail);
    // Inside a promise, so that a resolver that throws at once is one that rejects.
    Promise.resolve()
      .then(() => resolve(tenantId))
      .finally(cancel)
      .then((found: AccountOptions | null | undefined) => {
        if (found !== undefined && found !== null) settle(found);
        else reject(unknownTenant(tenantId, 'resolveAccount knows no such tenant.'));
      }, fail);
  });
}
