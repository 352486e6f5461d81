import type { Clock } from './clock.js';

/** The current form of an HTTP date, and the obsolete one of RFC 850 (RFC 9110, section 5.6.7). */
const HTTP_DATE =
  /^[A-Z][a-z]{2,8}, \d{2}([ -])[A-Z][a-z]{2}\1(\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$/;

/** The obsolete form of C's asctime(). It is in GMT as well, without saying so. */
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds (RFC 9110, section 10.2.3):
 * whole seconds, or a date, which is compared with our own wall clock and is never negative.
 * `undefined` for anything else, a header sent twice included.
 */
export function retryAfterMs(
  header: string | readonly string[] | undefined,
  clock: Clock,
): number | undefined {
  if (typeof header !== 'string') return undefined;
  const value = header.trim();
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = parseDate(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.wallMs());
}

/** `Date.parse` alone reads almost any text with a number in it as a date. */
function parseDate(value: string): number {
  if (HTTP_DATE.test(value)) return Date.parse(value);
  return ASCTIME_DATE.test(value) ? Date.parse(`${value} GMT`) : Number.NaN;
}
