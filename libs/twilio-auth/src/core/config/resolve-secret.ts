import type { ConfigProblem } from '../errors/config.error.js';
import { Secret } from '../primitives/secret.js';
import { clean } from './clean.js';
import type { SecretInput } from './secret-input.js';

/** A secret, or why there is none. Never both. */
export interface ResolvedSecret {
  readonly secret?: Secret;
  readonly problem?: ConfigProblem;
}

const READ_LIMIT_MS = 10_000;

/**
 * Fetches a secret from where it lives, cleans it and seals it. A function that rejects,
 * hangs, or yields something else becomes a problem instead of an exception, so that one start
 * shows everything that is wrong. What the function threw is not repeated: it may hold a secret.
 */
export async function resolveSecret(input: SecretInput, path: string): Promise<ResolvedSecret> {
  const read = await readWithin(input);
  if (typeof read !== 'string') return { problem: { path, ...UNREADABLE[read.failed] } };
  const value = clean(read);
  return value === undefined ? {} : { secret: new Secret(value) };
}

const UNREADABLE = {
  rejected: {
    expected: 'the secret could not be read: its function or file failed',
    remedy: 'Check that the mounted file exists and is readable, or what the function throws.',
  },
  'not-text': {
    expected: 'a secret is a string, and its function yielded something else',
    remedy: 'Return the value itself from the function.',
  },
  hanging: {
    expected: `the secret was not there within ${READ_LIMIT_MS / 1000} seconds`,
    remedy: 'Check the secrets manager that its function asks.',
  },
} as const;

type Failure = { readonly failed: keyof typeof UNREADABLE };

async function readWithin(input: SecretInput): Promise<string | Failure> {
  if (typeof input === 'string') return input;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Failure>((resolve) => {
    timer = setTimeout(() => resolve({ failed: 'hanging' }), READ_LIMIT_MS);
  });
  try {
    const value: unknown = await Promise.race([Promise.resolve().then(input), deadline]);
    if (isFailure(value)) return value;
    return typeof value === 'string' ? value : { failed: 'not-text' };
  } catch {
    return { failed: 'rejected' };
  } finally {
    clearTimeout(timer);
  }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'failed' in value;
}
