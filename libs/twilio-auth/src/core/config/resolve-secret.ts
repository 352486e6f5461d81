import { Secret } from '../primitives/secret.js';
import type { Clock } from '../primitives/clock.js';
import { clean } from './clean.js';
import type { SecretInput } from './secret-input.js';

/** Why a secret could not be had. What its function threw is not repeated: it may hold a secret. */
export interface SecretFailure {
  readonly expected: string;
  readonly remedy: string;
}

/** A secret, or why there is none; neither when the source holds an empty value. */
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
  expected: 'a secret is a string, and its function yielded something else',
  remedy: 'Return the value itself from the function.',
};
const HANGING: SecretFailure = {
  expected: `the secret was not there within ${READ_LIMIT_MS / 1000} seconds`,
  remedy: 'Check the secrets manager that its function asks.',
};

/**
 * Fetches a secret from where it lives, cleans it and seals it. A source that rejects, hangs or
 * yields something else is an answer here and not an exception, so that one start shows
 * everything that is wrong.
 */
export function resolveSecret(input: SecretInput, clock: Clock): Promise<ResolvedSecret> {
  if (typeof input === 'string') return Promise.resolve(sealed(input));
  return new Promise((resolve) => {
    const cancel = clock.hold(READ_LIMIT_MS, () => resolve({ failure: HANGING }));
    const settle = (answer: ResolvedSecret): void => {
      cancel();
      resolve(answer);
    };
    // Inside a promise, so that a function that throws at once is one that rejects.
    Promise.resolve()
      .then(input)
      .then(
        (value: unknown) => settle(sealed(value)),
        () => settle({ failure: REJECTED }),
      );
  });
}

function sealed(value: unknown): ResolvedSecret {
  if (typeof value !== 'string') return { failure: NOT_TEXT };
  const text = clean(value);
  return text === undefined ? {} : { secret: new Secret(text) };
}
