import type { ConfigProblem } from '../errors/config.error.js';

/**
 * Options that nothing reads. TypeScript finds them in literals; configuration that was loaded
 * from somewhere needs this: a misspelt `webook` must not leave webhooks unverified.
 */
export function unknownOptions(
  values: object,
  known: readonly string[],
  path: string,
): ConfigProblem[] {
  return Object.keys(values)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      expected: 'this option does not exist',
      remedy: `Remove it or correct its name; known here: ${known.join(', ')}.`,
    }));
}
