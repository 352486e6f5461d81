import {
  grants,
  isPermission,
  isUnpublishedProduct,
  permissionFor,
  type ApiRequest,
} from 'twilio-permissions';
import type { RestCredential } from '../accounts/account.js';

/** The permissions that a credential was declared to have, if any were declared. */
export function declaredPermissions(rest: RestCredential): readonly string[] | undefined {
  return 'permissions' in rest ? rest.permissions : undefined;
}

/**
 * The permission that a request needs and that was not declared. `undefined` if nothing was
 * declared, or if it is not certain what the request needs: a request is not refused on a guess.
 */
export function undeclaredPermission(
  rest: RestCredential,
  request: ApiRequest,
): string | undefined {
  const declared = declaredPermissions(rest);
  if (declared === undefined) return undefined;
  const needed = permissionFor(request);
  if (needed.kind !== 'mapped' || needed.evidence === 'derived-by-name') return undefined;
  return grants(declared, needed.permission) ? undefined : needed.permission;
}

/**
 * What to do where a credential lacks a permission. Twilio may name one that is newer than the
 * catalogue, and that the command therefore refuses.
 */
export function howToGrant(permission: string): string {
  return isPermission(permission) || isUnpublishedProduct(permission)
    ? `Grant it: \`npx nestjs-twilio-auth permissions --add ${permission}\` adds it to twilio-permissions.json and prints the policy for the key or OAuth app.`
    : 'Grant it: add it to the policy of the key or OAuth app. This version of twilio-permissions does not know the name.';
}
