import type { WebhookKey } from '../../accounts/account.js';
import {
  isWeakSigningKey,
  MAX_SIGNING_KEYS,
  openSigningKeys,
} from '../../accounts/signing-keys.js';
import type { SecretInput } from '../../config/auth-options.js';
import type { SigningKey } from '../../config/webhook-options.js';
import { resolveSecret } from '../../config/resolve-secret.js';
import type { Clock } from '../../primitives/clock.js';
import { UnverifiedLookups, type LookupLimit } from '../../primitives/unverified-lookups.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';

/** Finds the signing keys of an account that is not configured. */
export type ResolveWebhookKeys = (accountSid: string) => Promise<readonly SigningKey[] | undefined>;

/** The keys of accounts that are not configured, by SID. */
export type ResolvedKeys = UnverifiedLookups<readonly WebhookKey[]>;

/** The keys that the application's `resolveWebhookKeys` returns, cached for a while. */
export function resolvedKeys(
  resolve: ResolveWebhookKeys,
  clock: Clock,
  limit: LookupLimit,
): ResolvedKeys {
  return new UnverifiedLookups<readonly WebhookKey[]>({
    limit,
    clock,
    lookUp: async (accountSid) => {
      const answer: unknown = await resolve(accountSid);
      const keys = answer === undefined || answer === null ? [] : await openKeys(answer, clock);
      return keys.length === 0 ? undefined : keys;
    },
  });
}

/** Copies of what was returned. Empty and short secrets are left out: anybody can sign with them. */
async function openKeys(answer: unknown, clock: Clock): Promise<WebhookKey[]> {
  if (!Array.isArray(answer)) throw new TypeError('resolveWebhookKeys did not return a list');
  const opened = await openSigningKeys(answer, async (input) => {
    const { secret, failure } = await resolveSecret(input as SecretInput, clock);
    if (failure !== undefined) throw new Error(failure.expected);
    return { reported: false, ...withoutUndefined({ secret }) };
  });
  if (opened.length > MAX_SIGNING_KEYS) throw new RangeError('too many signing keys');
  return opened.flatMap(({ key, problem }) => {
    if (problem !== undefined) throw new TypeError(problem.expected);
    // As the policy refuses it of a configured account.
    return key === undefined || isWeakSigningKey(key.secret) ? [] : [key];
  });
}
