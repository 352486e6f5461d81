import type { CatalogueData } from './catalogue-data.js';
import { splitPermission } from './permission-name.js';

/**
 * By resource, what paths of the API call it: `/twilio/phone-numbers/active-numbers` is
 * `IncomingPhoneNumbers` there, and so `incoming-phone-numbers` in names that people guess.
 */
export function pathNamesOf(
  { requests }: CatalogueData,
  names: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [path, operations] of Object.values(requests).flatMap(Object.entries)) {
    for (const operation of Object.values(operations)) {
      const index = Array.isArray(operation) ? operation[0] : operation;
      const name = typeof index === 'number' ? names[index] : undefined;
      if (name === undefined) continue;
      const [resource] = splitPermission(name);
      const words = found.get(resource) ?? new Set();
      words.add(nameOf(path));
      found.set(resource, words);
    }
  }
  return found;
}

/** `2010-04-01/Accounts/*\/IncomingPhoneNumbers/*` as `accounts.incoming-phone-numbers`. */
function nameOf(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '*' && !/^(?:v\d+|2010-04-01)$/.test(segment))
    .map((segment) => segment.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase())
    .join('.');
}
