import { isObject } from '../../primitives/is-object.js';
import { isSid } from '../../primitives/sid.js';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * The accounts that JSON names to whoever reads it: `AccountSid` and `account_sid` at its top
 * level, or at that of each element of a list. `undefined` if it is no JSON.
 */
export function accountSidsInJson(bytes: Buffer): string[] | undefined {
  const text = bytes.toString('utf8');
  try {
    // Express and Fastify leave one byte order mark out, too.
    return sidsInBody(JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text));
  } catch {
    return undefined;
  }
}

/** The accounts that a parsed body names. */
export function sidsInBody(body: unknown): string[] {
  return (Array.isArray(body) ? body : [body]).flatMap((one) => (isObject(one) ? sidsIn(one) : []));
}

function sidsIn(fields: Readonly<Record<string, unknown>>): string[] {
  const sids: string[] = [];
  let current: unknown = fields;
  while (isObject(current)) {
    if (Object.hasOwn(current, 'AccountSid')) sids.push(textOf(current['AccountSid']));
    const snakeCase = Object.hasOwn(current, 'account_sid') ? current['account_sid'] : undefined;
    if (isSid('account', snakeCase)) sids.push(snakeCase);
    // A field of JSON like any other, which becomes the prototype of what is copied from the body.
    current = Object.hasOwn(current, '__proto__') ? current['__proto__'] : undefined;
  }
  return sids;
}

/** Something that is no text names no account that could be the right one. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}
