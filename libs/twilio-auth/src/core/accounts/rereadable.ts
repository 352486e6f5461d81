import type { AccountOptions } from '../config/options.js';
import { isObject } from '../primitives/is-object.js';

/** The fields that hold a secret; options of a method of one's own are not looked into. */
const SECRET_FIELDS = ['clientSecret', 'keySecret', 'authToken', 'privateKey', 'secret'];

/** Whether any secret comes from a function or a file, so that fetching it again can bring news. */
export function isRereadable({
  auth,
  accessTokens,
  clientValidation,
  webhook,
}: Partial<AccountOptions>): boolean {
  const keys = Array.isArray(webhook?.signingKeys) ? webhook.signingKeys : [];
  return [auth, accessTokens, clientValidation, ...keys].some(hasSource);
}

function hasSource(unit: unknown): boolean {
  if (typeof unit === 'function') return true;
  if (!isObject(unit)) return false;
  const fields = unit as Readonly<Record<string, unknown>>;
  return SECRET_FIELDS.some((field) => typeof fields[field] === 'function');
}
