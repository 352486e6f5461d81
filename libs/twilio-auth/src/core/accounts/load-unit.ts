import { cleaned } from '../config/cleaned.js';
import type { Place } from '../config/schema/check.js';
import { isObject } from '../primitives/is-object.js';
import { loadSecret } from './load-secret.js';
import type { Loading } from './loading.js';

/** Validates a unit and fetches the secret that is one of its fields. */
export async function loadUnit(
  unit: unknown,
  field: string,
  Schema: new () => object,
  place: Place,
  loading: Loading,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { checks, problems } = loading;
  if (unit === undefined) return undefined;
  if (!isObject(unit)) {
    problems.add({ path: place.path, expected: 'expected an object', remedy: 'Correct the type.' });
    return undefined;
  }
  const values = cleaned(unit);
  const path = `${place.path}.${field}`;
  const at = { path, variable: place.variables?.[field] };
  const { secret, reported } = await loadSecret(values[field], at, loading);
  const loaded = { ...values, [field]: secret };
  const found = [
    ...checks.check(Schema, loaded, place),
    ...checks.unknownOptions(values, checks.fieldsOf(Schema), place.path),
  ].filter((problem) => !(reported && problem.path === path));
  problems.addAll(found);
  return found.length > 0 || reported ? undefined : loaded;
}
