import { getMetadataStorage, validateSync } from 'class-validator';
import type { ConfigProblem } from '../../errors/config.error.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import { unknownOptions } from '../problems.js';
import { SCHEMAS, type SchemaName } from './schemas.js';

/** Where the checked values are in the options, so that a problem can name it. */
export interface OptionSource {
  /** Path of the object within the options; empty for the root. */
  readonly path: string;
  /** Environment variable by field, for values that came from there. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Type of {@link check}, for code that must not load class-validator to name it. */
export type Check = typeof check;

/** A `ValidationError` here: every check is a `Rule`, which has one message and one remedy. */
interface BrokenRule {
  readonly property: string;
  readonly constraints: Readonly<Record<string, string>>;
  readonly contexts: Readonly<Record<string, { readonly remedyFor: (value: unknown) => string }>>;
}

/**
 * Checks values against a schema: fields that break their rule, and fields that do not exist.
 * Fields that are checked `elsewhere` are left alone.
 *
 * The instance is made here from the schema's own fields alone, and no `ValidationError` keeps
 * it: `target` and `value` are left out.
 */
export function check(
  name: SchemaName,
  values: Readonly<Record<string, unknown>>,
  { path, variables }: OptionSource,
  elsewhere: readonly string[] = [],
): ConfigProblem[] {
  const known = FIELDS.get(name)!;
  const instance = Object.assign(new SCHEMAS[name](), pick(values, known));
  const errors = validateSync(instance, {
    validationError: { target: false, value: false },
    stopAtFirstError: true,
  });
  const broken = (errors as unknown as BrokenRule[]).map((error) => {
    const [rule, expected] = Object.entries(error.constraints)[0]!;
    const { remedyFor } = error.contexts[rule]!;
    const variable = variables?.[error.property];
    return {
      path: path === '' ? error.property : `${path}.${error.property}`,
      ...withoutUndefined({ variable }),
      expected,
      remedy: remedyFor(values[error.property]),
    };
  });
  return [...broken, ...unknownOptions(values, [...known, ...elsewhere], path)];
}

function pick(values: Readonly<Record<string, unknown>>, fields: readonly string[]): object {
  const picked: Record<string, unknown> = {};
  for (const field of fields) picked[field] = values[field];
  return picked;
}

/** The fields of every schema. */
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(SCHEMAS).map(([name, Schema]) => [name, fieldsOf(Schema)]),
);

function fieldsOf(Schema: new () => object): readonly string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(Schema, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}
