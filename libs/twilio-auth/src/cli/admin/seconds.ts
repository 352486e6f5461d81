import { UsageError } from '../usage.js';

/** Ten days. A timer cannot wait for more than 24, and two of these are added. */
const MAX_SECONDS = 864_000;

/** @throws {UsageError} for anything but a number of seconds. */
export function secondsOf(
  option: string,
  value: string | undefined,
  max = MAX_SECONDS,
): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (value.trim() !== '' && seconds >= 0 && seconds <= max) return seconds;
  throw new UsageError(`${option} must be a number of seconds from 0 to ${max}.`);
}
