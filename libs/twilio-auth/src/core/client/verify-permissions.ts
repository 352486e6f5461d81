import {
  comparePermissions,
  grantedBy,
  selfRaisingOf,
  type VerifiedPermissions,
} from '../permissions/compare-permissions.js';
import { declaredPermissions } from '../permissions/declared-permissions.js';
import type { LiveAccount } from './live-account.js';
import type { SdkClient } from './sdk-client.js';
import { verifyAccount, type Verification } from './verify-account.js';

/** What the key needs to read its own policy, and so no excess. */
const READ_KEYS = '/twilio/iam/api-keys/read';

/**
 * {@link verifyAccount}, and the permissions of a restricted key that may read its own policy
 * (`/twilio/iam/api-keys/read`). Twilio has none for standard and main keys.
 */
export async function verifyWithPermissions(
  account: LiveAccount,
  client: SdkClient,
  used: readonly string[],
): Promise<Verification> {
  const verification = await verifyAccount(account, client);
  const granted = isPerhapsRestricted(account, verification)
    ? await readOwnPolicy(account, client)
    : undefined;
  if (granted === undefined) return verification;
  const permissions = compare(granted, declaredPermissions(account.snapshot.rest), used);
  const sentences = [verification.message, ...sentencesOf(permissions)];
  return { ...verification, permissions, message: sentences.join(' ') };
}

/** A key of undeclared type that may not read its account, and may read messages, is a standard one. */
function isPerhapsRestricted(
  { snapshot: { rest } }: LiveAccount,
  { authenticated, accountStatus, missingPermission }: Verification,
): boolean {
  if (!authenticated || !('keySid' in rest)) return false;
  const isSeen = accountStatus !== undefined || missingPermission !== undefined;
  return rest.keyType === 'restricted' || (rest.keyType === undefined && isSeen);
}

/** Nothing where the key may not read it, or where it has no policy. */
async function readOwnPolicy(
  { snapshot: { rest } }: LiveAccount,
  client: SdkClient,
): Promise<readonly string[] | undefined> {
  if (!('keySid' in rest)) return undefined;
  try {
    const { policy } = await client.iam.v1.apiKey(rest.keySid).fetch();
    return grantedBy(policy);
  } catch {
    // Whether the credential works is known already.
    return undefined;
  }
}

function compare(
  granted: readonly string[],
  declared: readonly string[] | undefined,
  used: readonly string[],
): VerifiedPermissions {
  const { missing } = comparePermissions(granted, [...(declared ?? []), ...used]);
  // Before the first call nothing is known to be too much.
  const needed = declared ?? (used.length > 0 ? used : granted);
  const { excess } = comparePermissions(granted, [...needed, READ_KEYS]);
  return { granted, missing, excess, selfRaising: selfRaisingOf(granted) };
}

function sentencesOf({ missing, excess, selfRaising }: VerifiedPermissions): readonly string[] {
  const sentence = (start: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${start}: ${names.join(', ')}.`];
  return [
    ...sentence('The key lacks', missing),
    ...sentence('It has more than is needed', excess),
    ...sentence('It can raise its own rights', selfRaising),
  ];
}
