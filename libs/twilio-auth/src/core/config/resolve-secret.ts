import type { Clock } from '../primitives/clock.js';
import { Secret } from '../primitives/secret.js';
import { TimeLimitError, withTimeLimit } from '../primitives/time-limit.js';
import type { SecretInput } from './auth-options.js';
import { clean } from './clean.js';

/** Why a secret could not be read. The error of its function is not repeated: it may contain a secret. */
export interface SecretFailure {
  readonly expected: string;
  readonly remedy: string;
}

/** A secret, or why there is none; neither when the value is empty. */
export interface ResolvedSecret {
  readonly secret?: Secret;
  readonly failure?: SecretFailure;
}

const READ_LIMIT_MS = 10_000;

const REJECTED: SecretFailure = {
  expected: 'the secret could not be read: its function or file failed',
  remedy: 'Check that the mounted file exists and is readable, or what the function throws.',
};
const NOT_TEXT: SecretFailure = {
  expected: 'a secret is a string, and its function returned something else',
  remedy: 'Return the value itself from the function.',
};
const TOO_SLOW: SecretFailure = {
  expected: `the function did not return the secret within ${READ_LIMIT_MS / 1000} seconds`,
  remedy: 'Check the secrets manager that the function calls.',
};

/**
 * Fetches a secret from its source and cleans it. A source that rejects, hangs or returns
 * something else is a result here and not an exception, so that one start shows everything that
 * is wrong.
 */
export async function resolveSecret(input: SecretInput, clock: Clock): Promise<ResolvedSecret> {
  if (typeof input === 'string') return toSecret(input);
  try {
    return toSecret(await withTimeLimit(clock, READ_LIMIT_MS, input));
  } catch (error) {
    return { failure: error instanceof TimeLimitError ? TOO_SLOW : REJECTED };
  }
}

function toSecret(value: unknown): ResolvedSecret {
  if (typeof value !== 'string') return { failure: NOT_TEXT };
  const text = clean(value);
  return text === undefined ? {} : { secret: new Secret(text) };
}
