import { createHash } from 'node:crypto';
import { fits } from './fits.js';
import { flatten, type OpenApiDocument, type Schema } from './openapi.js';
import { textOfPattern } from './text-of-pattern.js';

/** What a value is made from. */
export interface SampleContext {
  readonly document: OpenApiDocument;
  /** The same seed makes the same value. */
  readonly seed: string;
  /** The value of every field that names the account. */
  readonly accountSid: string;
}

/** The moment of every date in an answer: the same request has the same answer on any day. */
const MOMENT = { iso: '2026-01-01T00:00:00Z', rfc: 'Thu, 01 Jan 2026 00:00:00 +0000' };
/** Specifications whose schemas contain themselves go no deeper. */
const DEEPEST = 6;
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': MOMENT.iso,
  'date-time-rfc-2822': MOMENT.rfc,
  date: MOMENT.iso.slice(0, 10),
  uri: 'https://example.com/',
  'uri-reference': 'https://example.com/',
  email: 'someone@example.com',
  uuid: '01234567-89ab-4def-8123-456789abcdef',
  'phone-number': '+15551234567',
  currency: 'USD',
  'iso-country-code': 'US',
  'http-method': 'POST',
  byte: 'AA==',
  duration: 'PT1M',
  twiml: '<Response/>',
};

/** A value that fits a schema. `name` is that of its field, which a free text repeats. */
export function sample(context: SampleContext, given: Schema, name: string, depth = 0): unknown {
  const { document } = context;
  const schema = flatten(document, given);
  const { oneOf = schema.anyOf } = schema;
  if (oneOf !== undefined) return alternative(context, { ...schema, oneOf }, name, depth);
  if (schema.enum !== undefined) return schema.enum.find((value) => value !== null) ?? null;
  switch (schema.type ?? typeOf(schema)) {
    case 'string':
      return text(context, schema, name);
    case 'integer':
    case 'number':
      return Math.min(Math.max(schema.minimum ?? 0, 0), schema.maximum ?? Infinity);
    case 'boolean':
      return false;
    case 'array':
      return list(context, schema, name, depth);
    case 'object':
      return object(context, schema, depth);
    default:
      return schema.nullable === true ? null : {};
  }
}

function typeOf({ properties, items }: Schema): string | undefined {
  if (properties !== undefined) return 'object';
  return items === undefined ? undefined : 'array';
}

/** The first alternative whose value fits no other one. */
function alternative(
  context: SampleContext,
  schema: Schema & { readonly oneOf: readonly Schema[] },
  name: string,
  depth: number,
): unknown {
  const { oneOf, anyOf: _anyOf, ...shared } = schema;
  const values = oneOf.map((each) =>
    sample(context, { ...shared, allOf: [flatten(context.document, each)] }, name, depth + 1),
  );
  return values.find((value) => fits(context.document, schema, value)) ?? values[0] ?? null;
}

function object(context: SampleContext, schema: Schema, depth: number): Record<string, unknown> {
  const { properties = {}, required = [] } = schema;
  const value: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(properties)) {
    const isTooDeep = depth >= DEEPEST && !required.includes(name);
    if (!isTooDeep) value[name] = sample(context, each, name, depth + 1);
  }
  return value;
}

function list(context: SampleContext, schema: Schema, name: string, depth: number): unknown[] {
  const { items = {}, minItems = 0, maxItems = 1 } = schema;
  const least = depth >= DEEPEST ? 0 : 1;
  const length = Math.min(Math.max(minItems, least), Math.max(maxItems, minItems));
  return Array.from({ length }, () => sample(context, items, name, depth + 1));
}

function text(context: SampleContext, schema: Schema, name: string): string {
  const { seed, accountSid, document } = context;
  const { pattern, format = '', minLength = 0, maxLength = Infinity } = schema;
  if (/^account_?sid$/i.test(name) && fits(document, schema, accountSid)) return accountSid;
  if (pattern !== undefined) {
    const digest = createHash('sha256').update(`${seed} ${pattern} ${name}`).digest();
    let at = 0;
    const made = textOfPattern(pattern, (count) => (digest[at++ % digest.length] ?? 0) % count);
    if (made.length <= maxLength) return made.padEnd(minLength, made.at(-1) ?? '0');
    return made.slice(0, maxLength);
  }
  const plain = FORMATS[format] ?? name;
  return plain.length <= maxLength ? plain.padEnd(minLength, '0') : plain.slice(0, maxLength);
}
