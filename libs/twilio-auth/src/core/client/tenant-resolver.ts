import { tenantAccountName } from '../accounts/account-names.js';
import type { AccountOptions, TwilioAuthModuleOptions } from '../config/options.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Clock } from '../primitives/clock.js';
import { shortened } from '../primitives/shortened.js';
import { withTimeLimit } from '../primitives/time-limit.js';

/** How long an unknown tenant, or one whose resolver failed, is not asked for again. */
export const NEGATIVE_TTL_MS = 5000;

const LIMIT_MS = 10_000;
const MAX_SHOWN = 64;

type Resolve = NonNullable<TwilioAuthModuleOptions['resolveAccount']>;

/**
 * Asks the application for the account of a tenant. Rejects with `TWILIO_AUTH_ACCOUNT_UNKNOWN`
 * if it has none, if it rejects, or if it takes longer than ten seconds.
 */
export async function resolveTenant(
  resolve: Resolve | undefined,
  tenantId: string,
  clock: Clock,
): Promise<AccountOptions> {
  if (resolve === undefined) {
    throw unknownTenant(tenantId, 'No resolveAccount is configured.', 'no-resolver');
  }
  const found: AccountOptions | null | undefined = await withTimeLimit(clock, LIMIT_MS, () =>
    resolve(tenantId),
  ).catch(() => {
    throw resolverFailed(tenantId);
  });
  if (found !== undefined && found !== null) return found;
  throw unknownTenant(tenantId, 'resolveAccount has no account for it.');
}

/** `TWILIO_AUTH_ACCOUNT_UNKNOWN`: there is no such tenant. */
export function unknownTenant(
  tenantId: string,
  why: string,
  reason: 'unknown-tenant' | 'no-resolver' = 'unknown-tenant',
): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `There is no account for the tenant ${quoted(tenantId)}. ${why}`,
    { account: tenantAccountName(tenantId), reason },
  );
}

/** The resolver failed. What it threw is not kept as `cause`, since it may hold a secret. */
export function resolverFailed(tenantId: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `The account of the tenant ${quoted(tenantId)} could not be resolved: resolveAccount failed or took too long. The next attempt is in ${NEGATIVE_TTL_MS / 1000} s.`,
    {
      account: tenantAccountName(tenantId),
      reason: 'resolver-failed',
      retryable: true,
      retryAfterMs: NEGATIVE_TTL_MS,
    },
  );
}

/** Ids come with requests, so they are shown on one line and shortened. */
function quoted(tenantId: string): string {
  return JSON.stringify(shortened(tenantId, MAX_SHOWN));
}
