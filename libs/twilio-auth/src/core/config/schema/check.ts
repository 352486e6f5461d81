import { getMetadataStorage } from 'class-validator/cjs/metadata/MetadataStorage.js';
import { ValidationTypes } from 'class-validator/cjs/validation/ValidationTypes.js';
import type { ConfigProblem } from '../../errors/config.error.js';
import { own } from '../../primitives/own.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import { unknownOptions } from '../problems.js';
import type { RuleContext } from './rules.js';
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

/** The rules of one field. */
interface FieldRules {
  readonly field: string;
  /** An absent value is valid. */
  readonly isOptional: boolean;
  readonly rules: readonly RuleContext[];
}

/**
 * Checks values against a schema: fields that break their rule, and fields that do not exist.
 * Fields that are checked `elsewhere` are left alone.
 *
 * The rules run here, and not in `validateSync()`: that keeps them in a plain object by the name
 * of their field, which a field of that name in `Object.prototype` breaks.
 */
export function check(
  name: SchemaName,
  given: Readonly<Record<string, unknown>>,
  { path, variables }: OptionSource,
  elsewhere: readonly string[] = [],
): ConfigProblem[] {
  const values = own(given);
  const fields = FIELDS.get(name)!;
  const broken = fields.flatMap(({ field, isOptional, rules }) => {
    const value = values[field];
    if (isOptional && value === undefined) return [];
    const rule = rules.find((one) => !one.isValid(value));
    if (rule === undefined) return [];
    const problem = {
      path: path === '' ? field : `${path}.${field}`,
      ...withoutUndefined({ variable: variables?.[field] }),
      expected: rule.expected(value),
      remedy: rule.remedyFor(value),
    };
    return [problem];
  });
  const known = fields.map(({ field }) => field);
  return [...broken, ...unknownOptions(values, [...known, ...elsewhere], path)];
}

/** The fields of every schema. */
const FIELDS: ReadonlyMap<string, readonly FieldRules[]> = new Map(
  Object.entries(SCHEMAS).map(([name, Schema]) => [name, fieldsOf(Schema)]),
);

function fieldsOf(Schema: new () => object): readonly FieldRules[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(Schema, '', false, false);
  const names = new Set(metadata.map(({ propertyName }) => propertyName));
  return [...names].map((field) => {
    const its = metadata.filter(({ propertyName }) => propertyName === field);
    return {
      field,
      isOptional: its.some(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION),
      rules: its.flatMap(({ context }) => (context === undefined ? [] : [context as RuleContext])),
    };
  });
}
