import { catalogue, type Catalogue } from './catalogue.js';
import { editDistance } from './edit-distance.js';
import { isPermission, isUnpublishedProduct } from './names.js';
import { splitPermission } from './permission-name.js';

/** Longer than any name, and short enough to be compared with all of them. */
const MAX_LENGTH = 200;
/** The largest share of a resource's name that may be wrong. */
const MAX_DIFFERENCE = 0.34;

/** Words that people use for an action, and the actions that stand in for each other. */
const ACTION_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['read', ['read', 'list']],
  ['list', ['list', 'read']],
  ['get', ['read', 'list']],
  ['fetch', ['read', 'list']],
  ['view', ['read', 'list']],
  ['create', ['create']],
  ['send', ['create']],
  ['write', ['create', 'update']],
  ['add', ['create']],
  ['update', ['update']],
  ['edit', ['update']],
  ['delete', ['delete']],
  ['remove', ['delete']],
  ['*', ['*']],
]);

/**
 * The permission that was probably meant by a name which does not exist, for a message that asks
 * "did you mean"; `undefined` where none is near. Corrects slips of the keyboard, and names that
 * were guessed from a path of the API.
 *
 * @example
 * nearestPermission('/twilio/phone-numbers/incoming-phone-numbers/read');
 * // '/twilio/phone-numbers/active-numbers/read'
 */
export function nearestPermission(name: string): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const cleaned = clean(name);
  if (isPermission(cleaned)) return cleaned;
  if (isUnpublishedProduct(cleaned)) return undefined;
  const [resource, action] = splitPermission(cleaned);
  const nearest = nearestResource(resource.slice('/twilio/'.length));
  return nearest === undefined ? undefined : withAction(nearest, action);
}

/** Spaces, capitals, underscores, doubled and missing slashes. */
function clean(name: string): string {
  const parts = name.trim().toLowerCase().replaceAll('_', '-').split('/').filter(Boolean);
  if (parts[0] === 'twilio') parts.shift();
  const [product = '', ...rest] = parts;
  const action = rest.pop() ?? '';
  return `/twilio/${product}/${rest.join('.')}/${action}`;
}

function nearestResource(wanted: string): string | undefined {
  const known = catalogue();
  let nearest: string | undefined;
  let least = MAX_DIFFERENCE;
  for (const resource of known.resources.keys()) {
    const difference = differenceOf(wanted, resource, known);
    if (difference < least) [nearest, least] = [resource, difference];
  }
  return nearest;
}

/** From 0, the same, to 1. The name of the resource in the API is as good as its own name. */
function differenceOf(wanted: string, resource: string, { pathNames }: Catalogue): number {
  const own = resource.slice('/twilio/'.length);
  const plain = editDistance(wanted, own) / Math.max(wanted.length, own.length);
  const [wantedProduct, wantedName = ''] = wanted.split('/', 2);
  const [product, ownName = ''] = own.split('/', 2);
  const names = [ownName, ...(pathNames.get(resource) ?? [])];
  const isNamed = names.some((name) => name === wantedName || name.endsWith(`.${wantedName}`));
  if (!isNamed || wantedName === '') return plain;
  return Math.min(plain, wantedProduct === product ? 0.05 : 0.1 + plain / 10);
}

function withAction(resource: string, word: string): string | undefined {
  const actions = ACTION_WORDS.get(word) ?? [];
  return actions.map((action) => `${resource}/${action}`).find(isPermission);
}
