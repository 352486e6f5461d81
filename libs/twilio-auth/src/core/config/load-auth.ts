import type { Secret } from '../primitives/secret.js';
import type { Problems } from './problems.js';
import { resolveSecret } from './resolve-secret.js';
import type { Place } from './schema/check.js';
import type { SecretInput } from './secret-input.js';
import type { AuthSettings } from './settings.js';
import { cleaned } from './cleaned.js';

/** The validation of options, loaded where it is used: class-validator takes a while to load. */
export type Checks = typeof import('./schema/checks.js');

/** What a loading step works with. */
export interface Loading {
  readonly checks: Checks;
  readonly problems: Problems;
  /** Methods that a registered strategy factory serves. */
  readonly methods: readonly string[];
}

const BUILT_IN = ['oauth', 'api-key', 'auth-token', 'test'] as const;
type BuiltIn = (typeof BUILT_IN)[number];

/** Validates `auth`: the fields that its method needs, and a method that somebody serves. */
export async function loadAuth(
  auth: unknown,
  place: Place,
  loading: Loading,
): Promise<AuthSettings | undefined> {
  const { problems, methods } = loading;
  if (typeof auth !== 'object' || auth === null) {
    problems.add({
      path: place.path,
      expected: 'an object with a method is missing',
      remedy: `Give { method, … } with one of ${methods.join(', ')}.`,
    });
    return undefined;
  }
  const values = cleaned(auth);
  const method = values['method'];
  if (typeof method !== 'string' || !methods.includes(method)) {
    problems.add({
      path: `${place.path}.method`,
      expected: `expected one of ${methods.join(', ')}`,
      remedy: 'Correct the name, or register the strategy factory that serves it.',
    });
    return undefined;
  }
  if (!isBuiltIn(method)) return { method: 'custom', name: method, options: { ...auth } };
  return loadBuiltIn(method, values, place, loading);
}

/** Resolves a secret field; an unreadable one is reported here and not a second time. */
export async function loadSecret(
  input: unknown,
  path: string,
  problems: Problems,
  variable?: string,
): Promise<{ readonly secret?: Secret; readonly reported: boolean }> {
  if (input === undefined) return { reported: false };
  if (typeof input !== 'string' && typeof input !== 'function') {
    problems.add({
      path,
      expected: 'expected a string or a function that yields one',
      remedy: 'Give the secret itself, or a function that fetches it.',
    });
    return { reported: true };
  }
  const { secret, problem } = await resolveSecret(input as SecretInput, path);
  if (problem !== undefined)
    problems.add(variable === undefined ? problem : { ...problem, variable });
  return { ...(secret === undefined ? {} : { secret }), reported: problem !== undefined };
}

const SECRET_FIELD: Readonly<Record<BuiltIn, string>> = {
  oauth: 'clientSecret',
  'api-key': 'keySecret',
  'auth-token': 'authToken',
  test: 'authToken',
};

async function loadBuiltIn(
  method: BuiltIn,
  values: Readonly<Record<string, unknown>>,
  place: Place,
  { checks, problems }: Loading,
): Promise<AuthSettings | undefined> {
  const Schema = checks.AUTH_SCHEMAS[method];
  const field = SECRET_FIELD[method];
  const path = `${place.path}.${field}`;
  const { secret, reported } = await loadSecret(
    values[field],
    path,
    problems,
    place.variables?.[field],
  );
  const { method: _named, ...fields } = values;
  const found = [
    ...checks.check(Schema, { ...fields, [field]: secret }, place),
    ...checks.unknownOptions(fields, checks.fieldsOf(Schema), place.path),
  ].filter((problem) => !(reported && problem.path === path));
  problems.addAll(found);
  return found.length > 0 || reported
    ? undefined
    : ({ ...fields, method, [field]: secret } as AuthSettings);
}

function isBuiltIn(method: string): method is BuiltIn {
  return (BUILT_IN as readonly string[]).includes(method);
}
