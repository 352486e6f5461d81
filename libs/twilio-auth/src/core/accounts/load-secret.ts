import { resolveSecret } from '../config/resolve-secret.js';
import type { SecretInput } from '../config/secret-input.js';
import type { Secret } from '../primitives/secret.js';
import type { Loading } from './loading.js';

/** A secret field after loading. `reported`: what is wrong with it is among the problems already. */
export interface LoadedSecret {
  readonly secret?: Secret;
  readonly reported: boolean;
}

/** Where a secret stands, and the variable it came from. */
export interface SecretPlace {
  readonly path: string;
  readonly variable?: string | undefined;
}

/** Resolves a secret field; an unreadable one is reported here and not a second time. */
export async function loadSecret(
  input: unknown,
  { path, variable }: SecretPlace,
  { problems, clock }: Loading,
): Promise<LoadedSecret> {
  if (input === undefined) return { reported: false };
  const from = variable === undefined ? {} : { variable };
  if (typeof input !== 'string' && typeof input !== 'function') {
    problems.add({
      path,
      ...from,
      expected: 'expected a string or a function that yields one',
      remedy: 'Give the secret itself, or a function that fetches it.',
    });
    return { reported: true };
  }
  const { secret, failure } = await resolveSecret(input as SecretInput, clock);
  if (failure !== undefined) problems.add({ path, ...from, ...failure });
  return { reported: failure !== undefined, ...(secret === undefined ? {} : { secret }) };
}
