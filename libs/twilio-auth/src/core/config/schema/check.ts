import { getMetadataStorage, validateSync } from 'class-validator';
import type { ConfigProblem } from '../../errors/config.error.js';

/** Where the checked values stand, so that a problem can be found in the options. */
export interface Place {
  /** Path of the object within the options; empty for the root. */
  readonly path: string;
  /** Environment variable by field, for values that came from there. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A `ValidationError` here: every check is a `Rule`, which has one message and one remedy. */
interface Objection {
  readonly property: string;
  readonly constraints: Readonly<Record<string, string>>;
  readonly contexts: Readonly<Record<string, { readonly remedy: string }>>;
}

/**
 * Checks values against a schema class. The instance is made here from the named fields alone,
 * and no `ValidationError` keeps it: `target` and `value` are left out.
 */
export function check(
  Schema: new () => object,
  values: Readonly<Record<string, unknown>>,
  place: Place,
): ConfigProblem[] {
  const instance = Object.assign(new Schema(), values);
  const errors = validateSync(instance, {
    validationError: { target: false, value: false },
    stopAtFirstError: true,
  });
  return (errors as unknown as Objection[]).map(({ property, constraints, contexts }) => {
    const [rule, expected] = Object.entries(constraints)[0]!;
    const { remedy } = contexts[rule]!;
    const variable = place.variables?.[property];
    return {
      path: place.path === '' ? property : `${place.path}.${property}`,
      ...(variable === undefined ? {} : { variable }),
      expected,
      remedy,
    };
  });
}

/** The fields that a schema class knows, to find misspelt options. */
export function fieldsOf(Schema: new () => object): readonly string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(Schema, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}
