import { nearestWord } from './nearest.js';

/** A JSON Schema (2020-12), or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Validate = (value: unknown, path: string, problems: string[]) => void;

/**
 * Validates one value and reports its problems by path, without the value. Its schema accepts what it
 * accepts, so that both cannot drift apart.
 */
export interface Check extends Validate {
  readonly schema: JsonSchema;
}

/** A check that a schema cannot express in full; `schema` is what it can. */
export function checkOf(schema: JsonSchema, validate: Validate): Check {
  return Object.assign(validate, { schema });
}

/** A string that matches; `expected` describes it in the message: "an account SID (AC and 32 hexadecimal digits)". */
export function text(expected: string, pattern = /[\s\S]/): Check {
  const schema = { type: 'string', pattern: pattern.source, description: sentence(expected) };
  return checkOf(schema, (value, path, problems) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      problems.push(`${path}: must be ${expected}`);
    }
  });
}

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;

export function oneOf(...values: readonly string[]): Check {
  return checkOf({ enum: values }, (value, path, problems) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      problems.push(`${path}: must be one of ${values.join(', ')}`);
    }
  });
}

export function wholeNumber(min: number, max: number): Check {
  const schema = { type: 'integer', minimum: min, maximum: max };
  return checkOf(schema, (value, path, problems) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
      problems.push(`${path}: must be a whole number from ${min} to ${max}`);
    }
  });
}

export function listOf(item: Check, min = 0, max = Infinity): Check {
  const schema = {
    type: 'array',
    items: item.schema,
    ...(min > 0 && { minItems: min }),
    ...(max < Infinity && { maxItems: max }),
  };
  return checkOf(schema, (value, path, problems) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      const limits = max === Infinity ? `at least ${min}` : `${min} to ${max}`;
      problems.push(`${path}: must be a list of ${limits}`);
      return;
    }
    value.forEach((entry, index) => {
      item(entry, `${path}[${index}]`, problems);
    });
  });
}

/** An object of these fields and no others. */
export function object(fields: Readonly<Record<string, Check>>, required: string[] = []): Check {
  const known = Object.keys(fields);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(known.map((name) => [name, fields[name]?.schema])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return checkOf(schema, (value, path, problems) => {
    if (!isRecord(value)) {
      problems.push(`${path || 'it'}: must be an object`);
      return;
    }
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
    for (const name of required) {
      if (value[name] === undefined) problems.push(`${at(name)}: is missing`);
    }
    for (const [name, entry] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (check === undefined) {
        problems.push(`${at(name)}: ${unknownField(name, known)}`);
      } else if (entry !== undefined) check(entry, at(name), problems);
    }
  });
}

/** `$schema` is for editors: it is allowed, but nobody means it. */
function unknownField(name: string, fields: readonly string[]): string {
  const known = fields.filter((field) => !field.startsWith('$'));
  const nearest = nearestWord(name, known);
  const meant = nearest === undefined ? '' : `, did you mean ${nearest}?`;
  return `unknown field${meant} (known: ${known.join(', ')})`;
}

/** An object whose field names match, and whose values all pass one check. */
export function recordOf(item: Check, names = /^/): Check {
  const schema = {
    type: 'object',
    propertyNames: { pattern: names.source },
    additionalProperties: item.schema,
  };
  return checkOf(schema, (value, path, problems) => {
    if (!isRecord(value)) {
      problems.push(`${path}: must be an object`);
      return;
    }
    for (const [name, entry] of Object.entries(value)) {
      if (names.test(name)) item(entry, `${path}.${name}`, problems);
      else problems.push(`${path}: ${JSON.stringify(name)} is not a valid name`);
    }
  });
}

/** `true` or `false`. */
export const flag = checkOf({ type: 'boolean' }, (value, path, problems) => {
  if (typeof value !== 'boolean') problems.push(`${path}: must be true or false`);
});

/** Any value; validated elsewhere. */
export const anything = checkOf({}, () => undefined);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
