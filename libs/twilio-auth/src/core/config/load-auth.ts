import { isObject } from '../primitives/is-object.js';
import { cleaned } from './cleaned.js';
import { loadUnit, type UnitShape } from './load-unit.js';
import type { Checks, Loading } from './loading.js';
import type { Place } from './schema/check.js';
import type { AuthSettings } from './settings.js';

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
): Promise<AuthSettings | undefined> {
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
  if (!isBuiltIn(method)) {
    return { method: 'custom', name: method, options: auth };
  }
  const loaded = await loadUnit(fields, shapeOf(method, checks), place, loading);
  return loaded === undefined ? undefined : ({ ...loaded, method } as AuthSettings);
}

function shapeOf(method: BuiltIn, { AUTH_SCHEMAS }: Checks): UnitShape {
  return { Schema: AUTH_SCHEMAS[method], secret: SECRET_FIELDS[method] };
}

function isBuiltIn(method: string): method is BuiltIn {
  return Object.hasOwn(SECRET_FIELDS, method);
}
