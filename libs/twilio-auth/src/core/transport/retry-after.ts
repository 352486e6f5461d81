import type { Clock } from '../primitives/clock.js';
import type { HeaderMap } from './exchange.js';

/** What `Retry-After` asks for, in milliseconds (RFC 9110, 10.2.3); `undefined` without a valid one. */
export function retryAfterMs(headers: HeaderMap, clock: Clock): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  // `Date.parse` takes almost any number for a year; a date of HTTP begins with its weekday.
  const date = /^[a-z]{3,9},? /i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.wallMs());
}
