import type { SecretInput } from '../config/auth-options.js';
import { cleaned } from '../config/clean.js';
import { foundText, foundType } from '../config/found-text.js';
import { isBuiltIn, METHODS } from '../config/methods.js';
import { objectAt, type Problems } from '../config/problems.js';
import { resolveSecret } from '../config/resolve-secret.js';
import type { Check, OptionSource } from '../config/schema/check.js';
import type { SchemaName } from '../config/schema/schemas.js';
import { didYouMean } from '../primitives/closest-to.js';
import type { Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import type { Secret } from '../primitives/secret.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { CustomCredential, type RestCredential } from './account.js';
import { fetchAuth } from './fetch-auth.js';

/** What a loading step works with. */
export interface Loading {
  readonly check: Check;
  readonly problems: Problems;
  /** Methods that a registered strategy factory serves. */
  readonly methods: readonly string[];
  readonly clock: Clock;
}

/** A secret field after loading. `reported`: its problem is in the collector already. */
export interface LoadedSecret {
  readonly secret?: Secret;
  readonly reported: boolean;
}

/**
 * Validates `auth`, or what it returns: a method that a factory serves, and the fields that it
 * needs. `undefined` when the problems say why not.
 */
export async function loadAuth(
  given: unknown,
  accountSid: unknown,
  source: OptionSource,
  loading: Loading,
): Promise<RestCredential | undefined> {
  const { problems, methods } = loading;
  const { auth, reported } = await fetchAuth(given, accountSid, source, loading);
  if (reported) return undefined;
  const { path } = source;
  const known = methods.join(', ');
  if (!isObject(auth)) {
    problems.add({
      path,
      expected:
        auth === undefined ? 'is missing' : `expected an object with a method${foundType(auth)}`,
      remedy: `Write { method: '…', … } with one of the methods ${known}.`,
    });
    return undefined;
  }
  const { method, ...fields } = cleaned(auth);
  if (typeof method !== 'string' || !methods.includes(method)) {
    problems.add({
      path: `${path}.method`,
      expected: `expected one of ${known}${foundText(method)}`,
      remedy: `${didYouMean(method, methods)}Correct the name, or register a strategy factory for this method (strategies: […]).`,
    });
    return undefined;
  }
  // A custom method brings its own validation, and gets the object as it was given.
  if (!isBuiltIn(method)) return new CustomCredential(method, auth);
  const { secret } = METHODS[method];
  const loaded = await loadAccountUnit(fields, `auth.${method}`, secret, source, loading);
  return (
    loaded &&
    own({ ...loaded, ...withPermissions(loaded, source, problems), method } as RestCredential)
  );
}

/** Permissions make an undeclared key a restricted one; no other key has any. */
function withPermissions(
  { permissions, keySid, keyType }: Readonly<Record<string, unknown>>,
  { path, variables }: OptionSource,
  problems: Problems,
): object {
  if (permissions === undefined) return {};
  const copy = { permissions: Object.freeze([...(permissions as string[])]) };
  if (keySid === undefined) return copy;
  if (keyType === 'main' || keyType === 'standard') {
    problems.add({
      path: `${path}.permissions`,
      ...withoutUndefined({ variable: variables?.['permissions'] }),
      expected: `only restricted keys have permissions, and this key is declared ${keyType}`,
      remedy: 'Remove the permissions, or correct the type of the key.',
    });
  }
  return { ...copy, keyType: keyType ?? 'restricted' };
}

/** Validates a unit and fetches the secret that is one of its fields. */
export async function loadAccountUnit(
  unit: unknown,
  schema: SchemaName,
  secretField: string,
  source: OptionSource,
  loading: Loading,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { check, problems } = loading;
  const given = unit === undefined ? undefined : objectAt(unit, source.path, problems);
  if (given === undefined) return undefined;
  const values = cleaned(given);
  const path = `${source.path}.${secretField}`;
  const variable = source.variables?.[secretField];
  const { secret, reported } = await loadSecret(values[secretField], path, variable, loading);
  const loaded = own({ ...values, [secretField]: secret });
  const found = check(schema, loaded, source).filter((one) => !(reported && one.path === path));
  problems.addAll(found);
  return found.length > 0 || reported ? undefined : loaded;
}

/** Resolves a secret field; one that cannot be read is reported here, and not a second time. */
export async function loadSecret(
  input: unknown,
  path: string,
  variable: string | undefined,
  { problems, clock }: Loading,
): Promise<LoadedSecret> {
  if (input === undefined) return { reported: false };
  const at = { path, ...withoutUndefined({ variable }) };
  if (typeof input !== 'string' && typeof input !== 'function') {
    problems.add({
      ...at,
      expected: 'expected a string or a function that returns one',
      remedy: 'Give the secret itself, or a function that fetches it.',
    });
    return { reported: true };
  }
  const { secret, failure } = await resolveSecret(input as SecretInput, clock);
  if (failure !== undefined) problems.add({ ...at, ...failure });
  return own({ reported: failure !== undefined, ...withoutUndefined({ secret }) });
}
