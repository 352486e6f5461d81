import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** A tenant that is unknown, or whose resolver failed, is not asked for again for so long. */
export const NEGATIVE_TTL_MS = 5000;

const SHOWN = 64;

/** The name under which errors, events and exceptions know a tenant's account. */
export function tenantAccount(tenantId: string): string {
  return `tenant:${tenantId}`;
}

/** `TWILIO_AUTH_ACCOUNT_UNKNOWN`: nobody knows this tenant. */
export function unknownTenant(tenantId: string, why: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `There is no account for the tenant ${quoted(tenantId)}. ${why}`,
    { account: tenantAccount(tenantId) },
  );
}

/** The same when the resolver failed. What it threw is no cause here: it may hold a secret. */
export function resolverFailed(tenantId: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `The account of the tenant ${quoted(tenantId)} could not be resolved: resolveAccount failed or took too long. It is asked again in ${NEGATIVE_TTL_MS / 1000} s.`,
    {
      account: tenantAccount(tenantId),
      reason: 'resolver-failed',
      retryable: true,
      retryAfterMs: NEGATIVE_TTL_MS,
    },
  );
}

/** Ids come with requests, so they are shown on one line and not at any length. */
function quoted(tenantId: string): string {
  return JSON.stringify(tenantId.length > SHOWN ? `${tenantId.slice(0, SHOWN)}…` : tenantId);
}
