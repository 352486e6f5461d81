import { own } from '../primitives/own.js';

/** Options, unit, list of keys, key. What a custom method has deeper than that is its own business. */
const DEPTH = 4;

/**
 * A copy of options that the application may change later: what a resolver returned may be an
 * object that it keeps. Objects with a class, and functions, are the application's, and stay.
 */
export function copyOptions<T>(options: T, depth: number = DEPTH): T {
  if (depth === 0 || typeof options !== 'object' || options === null) return options;
  if (Array.isArray(options)) {
    return options.map((entry: unknown) => copyOptions(entry, depth - 1)) as T;
  }
  const prototype: unknown = Object.getPrototypeOf(options);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return options;
  const copy = own(options) as Record<string, unknown>;
  for (const [name, value] of Object.entries(copy)) copy[name] = copyOptions(value, depth - 1);
  return copy as T;
}
