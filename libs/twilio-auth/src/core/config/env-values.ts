import type { SecretInput } from './auth-options.js';
import type { VariableName } from './env-variables.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

// A missing value becomes an empty one, which validation then reports.
const MISSING = '';

/** A value that must be set. */
export function text(env: Env, name: VariableName, problems: Problems): string {
  requireOneName(env, name, problems);
  return env.get(name) ?? MISSING;
}

/** A secret that must be set. */
export function secret(env: Env, name: VariableName, problems: Problems): SecretInput {
  requireOneName(env, name, problems);
  return env.secret(name) ?? MISSING;
}

/** One of a list of words, in lower case; validation rejects others. */
export function word(env: Env, name: VariableName): string | undefined {
  return env.get(name)?.toLowerCase();
}

/** Two values for one variable: it is not clear which of them is meant. */
export function requireOneName(env: Env, name: VariableName, problems: Problems): void {
  const names = env.namesSet(name);
  if (names.length < 2) return;
  problems.add({
    path: 'environment',
    variable: name,
    expected: `${names.join(' and ')} are ${names.length === 2 ? 'both' : 'all'} set`,
    remedy: 'Set only one of them.',
  });
}
