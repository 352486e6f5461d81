import { clean } from './clean.js';

/** A copy with every string cleaned and every absent or empty field left out. */
export function cleaned(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key, typeof value === 'string' ? clean(value) : value] as const)
      .filter(([, value]) => value !== undefined),
  );
}
