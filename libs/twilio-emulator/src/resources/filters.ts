import type { Parameters } from '../protocol/parameters.js';
import { readFlag } from '../protocol/settings.js';
import { invalid } from '../protocol/twilio-error.js';

const DAY_MS = 86_400_000;

/** Whether a value is the one that the query asks for, if it asks for one. */
export function isEqual(query: Parameters, name: string, value: string | undefined): boolean {
  const wanted = query.get(name);
  return wanted === undefined || wanted === value;
}

/** The same for `true` and `false`. @throws {TwilioError} 20001 for anything else. */
export function isFlagged(query: Parameters, name: string, value: boolean): boolean {
  const wanted = query.get(name);
  return wanted === undefined || readFlag(wanted, name) === value;
}

/**
 * A filter by date: `Name` for a day, `Name<` and `Name>` for the time until and from a day or moment. Messages
 * are listed up to the end of the day that `<` names, calls until it begins.
 * @throws {TwilioError} 20001 for a value that is no date.
 */
export function dateFilter(
  query: Parameters,
  name: string,
  { throughDay = false } = {},
): (at: number | undefined) => boolean {
  const [on, before, after] = [name, `${name}<`, `${name}>`].map((each) => readDate(query, each));
  if (on === undefined && before === undefined && after === undefined) return () => true;
  const day = on && Math.floor(on.start / DAY_MS) * DAY_MS;
  return (at) =>
    at !== undefined &&
    (day === undefined || (at >= day && at < day + DAY_MS)) &&
    (before === undefined || at < (throughDay ? before.end : before.start)) &&
    (after === undefined || at >= after.start);
}

interface Period {
  readonly start: number;
  /** The moment after it. */
  readonly end: number;
}

function readDate(query: Parameters, name: string): Period | undefined {
  const text = query.get(name);
  if (text === undefined) return undefined;
  const start = /^\d{4}-\d\d-\d\d(?:$|T)/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(start)) throw invalid(20001, `${name} must be a date such as 2030-01-31.`);
  return { start, end: start + (text.length === 10 ? DAY_MS : 1) };
}

/** A number that contains these digits; `*` stands for any one. */
export function numberPattern(pattern: string | undefined): (phoneNumber: string) => boolean {
  if (pattern === undefined) return () => true;
  const digits = pattern.replace(/[^\d*]/g, '').replaceAll('*', String.raw`\d`);
  if (digits === '') return () => false;
  const expression = new RegExp(pattern.trim().startsWith('+') ? String.raw`^\+${digits}` : digits);
  return (phoneNumber) => expression.test(phoneNumber);
}
