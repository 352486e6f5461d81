import { readFileSync } from 'node:fs';
import { clean } from './clean.js';
import { requireOneName } from './env-values.js';
import type { VariableName } from './env-variables.js';
import { readPermissionsFile } from './permissions-file.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** The permissions of a variable: separated by commas, or those of the lock file that it names. */
export function permissionsFromEnv(
  env: Env,
  name: VariableName,
  problems: Problems,
): readonly string[] | undefined {
  requireOneName(env, name, problems);
  const value = env.get(name);
  const variable = env.variableOf(name);
  if (value === undefined) return undefined;
  if (!variable.endsWith('_FILE')) {
    const listed = splitNames(value);
    if (listed.length > 0) return listed;
    problems.add({
      path: 'auth.permissions',
      variable,
      expected: 'expected permissions, separated by commas, found none',
      remedy: 'Write them, or unset the variable: an empty list allows no call.',
    });
    return undefined;
  }
  const names = readNames(value);
  if (typeof names !== 'string') return names;
  problems.add({
    path: 'auth.permissions',
    variable,
    expected: `the lock file ${value} cannot be used: ${names}`,
    remedy: 'Write it with `npx nestjs-twilio-auth permissions --write`, or correct the path.',
  });
  return undefined;
}

function splitNames(list: string): readonly string[] {
  return list.split(',').flatMap((name) => clean(name) ?? []);
}

function readNames(path: string): readonly string[] | string {
  try {
    return readPermissionsFile(readFileSync(path, 'utf8'));
  } catch (error) {
    return `it cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
}
