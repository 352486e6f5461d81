import { isRecord } from '../protocol/checks.js';
import { flatten, type OpenApiDocument, type Schema } from './openapi.js';

/** The formats that texts of requests are checked for; others describe nothing that could be wrong. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  uri: /^(?:https?:\/\/|\/)\S*$/,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d/,
  'date-time-rfc-2822': /^[A-Z][a-z]{2}, \d/,
  email: /^\S+@\S+$/,
  'phone-number': /^\+[1-9]\d{1,14}$/,
};

/** Whether a value is one that the schema describes. */
export function fits(document: OpenApiDocument, given: Schema, value: unknown): boolean {
  const schema = flatten(document, given);
  if (value === null) return schema.nullable === true;
  const { oneOf, anyOf } = schema;
  const count = (list: readonly Schema[]): number =>
    list.filter((each) => fits(document, each, value)).length;
  if (oneOf !== undefined && count(oneOf) !== 1) return false;
  if (anyOf !== undefined && count(anyOf) === 0) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  switch (schema.type ?? (schema.properties === undefined ? undefined : 'object')) {
    case 'string':
      return typeof value === 'string' && isText(schema, value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && isInRange(schema, value as number);
    case 'number':
      return typeof value === 'number' && isInRange(schema, value);
    case 'array':
      return Array.isArray(value) && isList(document, schema, value);
    case 'object':
      return isRecord(value) && isObject(document, schema, value);
    default:
      return true;
  }
}

function isText(schema: Schema, text: string): boolean {
  const { pattern, format = '', minLength = 0, maxLength = Infinity } = schema;
  if (text.length < minLength || text.length > maxLength) return false;
  if (FORMATS[format]?.test(text) === false) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

function isInRange({ minimum = -Infinity, maximum = Infinity }: Schema, value: number): boolean {
  return value >= minimum && value <= maximum;
}

function isList(document: OpenApiDocument, schema: Schema, list: readonly unknown[]): boolean {
  const { items = {}, minItems = 0, maxItems = Infinity } = schema;
  return (
    list.length >= minItems &&
    list.length <= maxItems &&
    list.every((item) => fits(document, items, item))
  );
}

function isObject(
  document: OpenApiDocument,
  { properties = {}, required = [], additionalProperties = true }: Schema,
  value: Readonly<Record<string, unknown>>,
): boolean {
  if (required.some((name) => value[name] === undefined)) return false;
  return Object.entries(value).every(([name, each]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known !== undefined) return each === undefined || fits(document, known, each);
    return typeof additionalProperties === 'boolean'
      ? additionalProperties
      : fits(document, additionalProperties, each);
  });
}
