import { catalogue } from './catalogue.js';
import type { PermissionEvidence } from './catalogue-data.js';
import { ACTIONS, actionsOf, isWellFormedPermission, splitPermission } from './permission-name.js';

/**
 * Whether Twilio knows the permission: exactly this name, or `/*` for a resource that has all five
 * actions. One name that Twilio does not know makes the creation of a whole key fail.
 */
export function isPermission(name: string): boolean {
  const [resource, action] = splitPermission(name);
  return action === '*' ? hasWildcard(resource) : catalogue().evidence.has(name);
}

/** Every name of the catalogue, sorted, without wildcards. */
export function permissionNames(): readonly string[] {
  return catalogue().names;
}

/** How sure the name is; `undefined` for a name that is not in the catalogue. */
export function permissionEvidence(name: string): PermissionEvidence | undefined {
  return catalogue().evidence.get(name);
}

/** The day of the catalogue, `YYYY-MM-DD`: Twilio may have added names since. */
export function catalogueDate(): string {
  return catalogue().asOf;
}

/**
 * Whether the name belongs to a product whose names Twilio has not published, or not all of them:
 * Serverless, Conversations, Flex. A name there may exist, though {@link isPermission} does not know it.
 */
export function isUnpublishedProduct(name: string): boolean {
  return isWellFormedPermission(name) && catalogue().unpublished.has(name.split('/')[2] ?? '');
}

/**
 * The names, sorted and each once, with `/*` in the place of the five actions of a resource: the
 * form in which Twilio answers a policy.
 */
export function withWildcards(names: readonly string[]): readonly string[] {
  const all = new Set(names);
  for (const name of names) {
    const [resource] = splitPermission(name);
    const wildcard = `${resource}/*`;
    const five = actionsOf(wildcard);
    if (!hasWildcard(resource)) continue;
    if (!all.has(wildcard) && !five.every((each) => all.has(each))) continue;
    for (const each of five) all.delete(each);
    all.add(wildcard);
  }
  return [...all].toSorted();
}

/** Whether a policy allows a permission, given that `/*` stands for all actions of a resource. */
export function grants(policy: readonly string[], permission: string): boolean {
  return actionsOf(permission).every((name) => {
    const [resource] = splitPermission(name);
    return policy.includes(name) || policy.includes(`${resource}/*`);
  });
}

function hasWildcard(resource: string): boolean {
  return catalogue().resources.get(resource)?.length === ACTIONS.length;
}
