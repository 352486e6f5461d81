import { isObject } from '../primitives/is-object.js';
import { isSid } from '../primitives/sid.js';

/**
 * The accounts that JSON names to whoever reads it: `AccountSid` and `account_sid` at its top
 * level, or at that of each element of a list.
 */
export function accountSidsInJson(bytes: Buffer): string[] {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return [];
  }
  return (Array.isArray(json) ? json : [json]).flatMap((one) => (isObject(one) ? sidsIn(one) : []));
}

function sidsIn(fields: Readonly<Record<string, unknown>>): string[] {
  const sids: string[] = [];
  if (Object.hasOwn(fields, 'AccountSid')) sids.push(textOf(fields['AccountSid']));
  const snakeCase = Object.hasOwn(fields, 'account_sid') ? fields['account_sid'] : undefined;
  if (isSid('account', snakeCase)) sids.push(snakeCase);
  return sids;
}

/** Something that is no text names no account that could be the right one. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}
