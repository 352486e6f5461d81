import {
  actionsOf,
  isPermission,
  isUnpublishedProduct,
  isWellFormedPermission,
  MAX_PERMISSIONS_PER_KEY,
  nearestPermission,
} from 'twilio-permissions';
import { isObject } from '../primitives/is-object.js';
import { shortened } from '../primitives/shortened.js';
import { foundType } from './found-text.js';

/** What is wrong with a list of permissions, and what to do about it. */
interface ListFlaw {
  readonly expected: string;
  readonly remedy: string;
}

const MAX_SHOWN = 100;

/** What is wrong with the form of a list of permissions, if anything; unknown names are no flaw. */
export function flawOfPermissions(list: unknown): ListFlaw | undefined {
  if (!Array.isArray(list)) {
    const expected = `expected a list of permissions${foundType(list)}`;
    return { expected, remedy: "Write ['/twilio/messaging/messages/create', …]." };
  }
  const malformed = list.filter((name) => !isWellFormed(name));
  if (malformed.length > 0) {
    const found = malformed.map((name) => shown(name, list.indexOf(name)));
    return {
      expected: `expected permissions of the form /twilio/<product>/<resource>/<action>, found ${found.join(', ')}`,
      remedy: 'Correct the names, or remove them.',
    };
  }
  const count = new Set((list as string[]).flatMap(actionsOf)).size;
  if (count <= MAX_PERMISSIONS_PER_KEY) return undefined;
  return {
    expected: `expected at most ${MAX_PERMISSIONS_PER_KEY} permissions, which is what a key can have, found ${count}`,
    remedy: 'Remove what the application does not need, or use two keys.',
  };
}

/** The names that Twilio does not know, each with the one that was probably meant. */
export function unknownPermissions(list: readonly string[]): readonly string[] {
  return list
    .filter((name) => !isPermission(name) && !isUnpublishedProduct(name))
    .map((name) => `"${name}"${meant(name)}`);
}

function isWellFormed(name: unknown): name is string {
  return typeof name === 'string' && isWellFormedPermission(name);
}

/** A word without a slash may be a secret that was pasted into the wrong place. */
function shown(name: unknown, index: number): string {
  if (typeof name !== 'string' || !name.includes('/')) {
    const what = typeof name === 'string' ? `${name.length} characters` : typeName(name);
    return `entry ${index + 1} (${what})`;
  }
  return JSON.stringify(shortened(name, MAX_SHOWN)) + meant(name);
}

function meant(name: string): string {
  const nearest = nearestPermission(name);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}

function typeName(value: unknown): string {
  return isObject(value) ? 'an object' : `a ${typeof value}`;
}
