import { cleaned } from '../config/cleaned.js';
import type { Place } from '../config/schema/check.js';
import { isObject } from '../primitives/is-object.js';
import type { RestCredential } from './account.js';
import { CustomCredential } from './custom-credential.js';
import { loadUnit } from './load-unit.js';
import type { Loading } from './loading.js';

const SECRET_FIELDS = {
  oauth: 'clientSecret',
  'api-key': 'keySecret',
  'auth-token': 'authToken',
  test: 'authToken',
} as const;

type BuiltIn = keyof typeof SECRET_FIELDS;

/** Validates `auth`: a method that somebody serves, and the fields that it needs. */
export async function loadAuth(
  auth: unknown,
  place: Place,
  loading: Loading,
): Promise<RestCredential | undefined> {
  const { problems, methods, checks } = loading;
  if (!isObject(auth)) {
    problems.add({
      path: place.path,
      expected: 'expected an object with a method',
      remedy: `Give { method, … } with one of ${methods.join(', ')}.`,
    });
    return undefined;
  }
  const { method, ...fields } = cleaned(auth);
  if (typeof method !== 'string' || !methods.includes(method)) {
    problems.add({
      path: `${place.path}.method`,
      expected: `expected one of ${methods.join(', ')}`,
      remedy: 'Correct the name, or register the strategy factory that serves it.',
    });
    return undefined;
  }
  // Whoever brings the method brings its validation, and gets the object as it was given.
  if (!isBuiltIn(method)) return new CustomCredential(method, auth);
  const Schema = checks.AUTH_SCHEMAS[method];
  const loaded = await loadUnit(fields, SECRET_FIELDS[method], Schema, place, loading);
  return loaded === undefined ? undefined : ({ ...loaded, method } as RestCredential);
}

function isBuiltIn(method: string): method is BuiltIn {
  return Object.hasOwn(SECRET_FIELDS, method);
}
