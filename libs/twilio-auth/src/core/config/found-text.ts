/** Longer words may be a secret that was pasted into the wrong place. */
const LONGEST_SHOWN = 24;
/** The URL class repairs anything else, such as `https:/h`, which would hide what is wrong. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/\\?#]*[^/\\?#:](?:[/?#]|$)/i;
const PLAIN = /^[\x20-\x7e]+$/;

/**
 * Completes a message with what was found, such as `, found "apikey"`. Only short plain words and
 * numbers are repeated: anything else may be a secret, so its type or length has to do.
 */
export function foundText(value: unknown): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'number' || typeof value === 'boolean') return `, found ${value}`;
  if (typeof value !== 'string') return `, found ${typeName(value)}`;
  // A URL without its scheme may hold a password: user:password@host.
  const isShown = value.length <= LONGEST_SHOWN && PLAIN.test(value) && !value.includes('@');
  return isShown ? `, found "${value}"` : `, found ${value.length} characters`;
}

/** The same for a URL, without the user name, password and query that it may contain. */
export function foundUrl(value: unknown): string {
  if (typeof value !== 'string' || !ORIGIN.test(value) || !URL.canParse(value)) {
    return foundText(value);
  }
  const { protocol, host, pathname } = new URL(value);
  if (host === '') return foundText(value);
  // The URL class drops an empty query.
  const extras = [value.includes('?') && 'a query', value.includes('#') && 'a fragment'];
  const named = extras.filter((extra) => extra !== false).join(' and ');
  const more = named === '' ? '' : ` with ${named}`;
  return `, found ${protocol}//${host}${pathname}${more}`;
}

/** Completes a message with the kind of value, where the value itself may be a secret. */
export function foundType(value: unknown): string {
  return value === undefined ? '' : `, found ${typeName(value)}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
