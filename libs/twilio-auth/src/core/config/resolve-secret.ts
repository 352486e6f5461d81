import type { Clock } from '../primitives/clock.js';
import { own } from '../primitives/own.js';
import { Secret } from '../primitives/secret.js';
import { TimeLimitError, withTimeLimit } from '../primitives/time-limit.js';
import type { SecretInput } from './auth-options.js';
import { clean } from './clean.js';

/** Why a secret could not be read. The error of its function is not repeated: it may contain a secret. */
interface SecretFailure {
  readonly expected: string;
  readonly remedy: string;
}

/** A secret, or why there is none; neither when the value is empty. */
interface ResolvedSecret {
  readonly secret?: Secret;
  readonly failure?: SecretFailure;
}

const READ_LIMIT_MS = 10_000;

const REJECTED: SecretFailure = {
  expected: 'the secret function threw or rejected',
  remedy:
    'Its error is not shown, because it may contain the secret; call the function by itself to see it.',
};
const FILE_REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'Mount the file, or correct the path.',
  EACCES: 'Give the user of this process the right to read it.',
  EISDIR: 'Name the file itself, not its folder.',
};
const NO_PATH = 'The value has no folder: a secret itself goes into the variable without _FILE.';
const NOT_TEXT: SecretFailure = {
  expected: 'the secret function did not return a string',
  remedy: 'Return the secret itself, or a promise of it.',
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
    if (error instanceof SecretFileError) return own({ failure: error.failure });
    return own({ failure: error instanceof TimeLimitError ? TOO_SLOW : REJECTED });
  }
}

/** A secret file that cannot be read. */
export class SecretFileError extends Error {
  readonly failure: SecretFailure;

  constructor(path: string, code: string) {
    // Without a slash it may be a secret that was set under the wrong name.
    const isPath = /[/\\]/.test(path);
    const expected = `${isPath ? `the file ${path}` : 'the file'} cannot be read (${code})`;
    super(expected);
    const remedy = FILE_REMEDIES[code] ?? 'Check the file and its path.';
    this.failure = { expected, remedy: isPath ? remedy : `${remedy} ${NO_PATH}` };
  }
}

function toSecret(value: unknown): ResolvedSecret {
  if (typeof value !== 'string') return own({ failure: NOT_TEXT });
  const text = clean(value);
  return own(text === undefined ? {} : { secret: new Secret(text) });
}
