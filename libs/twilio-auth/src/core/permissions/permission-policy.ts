import { actionsOf, MAX_PERMISSIONS_PER_KEY } from 'twilio-permissions';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** The `Policy` of a restricted API key, as the Keys resource of IAM v1 takes it (JSON). */
export interface PermissionPolicy {
  /** Sorted, each name by itself: it is not known whether Twilio accepts `/*` in a new policy. */
  readonly allow: readonly string[];
}

/**
 * The policy that grants these permissions.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_CAPABILITY` (reason `too-many-permissions`): one key has at
 * most 100 permissions (https://www.twilio.com/docs/iam/api-keys/restricted-api-keys).
 */
export function policyOf(permissions: readonly string[], account: string): PermissionPolicy {
  const allow = [...new Set(permissions.flatMap(actionsOf))].toSorted();
  if (allow.length <= MAX_PERMISSIONS_PER_KEY) return { allow };
  throw new TwilioAuthError(
    'TWILIO_AUTH_CAPABILITY',
    `"${account}" needs ${allow.length} permissions, and a key can have ${MAX_PERMISSIONS_PER_KEY}.`,
    {
      account,
      reason: 'too-many-permissions',
      hint: 'Use two keys, as two named accounts with the same account SID, or a standard key.',
    },
  );
}
