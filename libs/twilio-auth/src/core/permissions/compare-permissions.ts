import { actionsOf, grants, isWellFormedPermission } from 'twilio-permissions';
import { isObject } from '../primitives/is-object.js';

/** What is granted, beside what is needed. */
export interface PermissionComparison {
  /** Needed and not granted. */
  readonly missing: readonly string[];
  /** Granted and not needed. */
  readonly excess: readonly string[];
}

/** What a restricted key was granted, beside what the application declares or uses. */
export interface VerifiedPermissions {
  /** The policy of the key as Twilio has it. */
  readonly granted: readonly string[];
  /** Declared, or used so far, and not granted: such calls fail. */
  readonly missing: readonly string[];
  /** Granted, and neither declared nor, where nothing is declared, used so far. */
  readonly excess: readonly string[];
  /** Granted, and enough to raise the rights of the key. */
  readonly selfRaising: readonly string[];
}

/**
 * What the policy of a key grants, as Twilio answers it; `undefined` where it is none. The names
 * are printed and logged, so whatever else is in the list is left out.
 */
export function grantedBy(policy: unknown): readonly string[] | undefined {
  const allow = isObject(policy) ? policy['allow'] : undefined;
  if (!Array.isArray(allow)) return undefined;
  return allow.filter((name) => typeof name === 'string' && isWellFormedPermission(name));
}

/** Compares permissions; `/*` stands for all of a resource. Both results are sorted. */
export function comparePermissions(
  granted: readonly string[],
  needed: readonly string[],
): PermissionComparison {
  return { missing: without(needed, granted), excess: without(granted, needed) };
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const plain = new Set(names.flatMap(actionsOf));
  return [...plain].filter((name) => !grants(others, name)).toSorted();
}

/**
 * Permissions with which a credential can raise its own rights: a key that creates or changes keys
 * (https://www.twilio.com/docs/iam/api-keys), and the read of accounts, whose answer has the Auth
 * Token in it.
 */
const SELF_RAISING = [
  '/twilio/iam/accounts/read',
  '/twilio/iam/api-keys/create',
  '/twilio/iam/api-keys/update',
];

/** Those of the granted permissions that can raise the rights of whoever has them. */
export function selfRaisingOf(granted: readonly string[]): readonly string[] {
  return SELF_RAISING.filter((name) => grants(granted, name));
}
