import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '../../../libs/twilio-emulator/src/specs/openapi.js';

type Json = Readonly<Record<string, unknown>>;

/** Formats of Twilio's files that JSON Schema does not have. Its other words for a format describe nothing. */
const FORMATS = {
  'date-time-rfc-2822':
    /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/,
  // Links of the 2010 API are relative, and a URL that is not set is empty: so are those of Twilio's own examples.
  uri: /^(?:(?:https?:\/\/[^\s/]+|\/)\S*)?$/,
  'uri-map': true,
  currency: /^[A-Za-z]{3}$/,
  'iso-country-code': /^[A-Z]{2}$/,
  'http-method': /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/,
  // The friendly name of a number has this format too: `(808) 925-5327` in Twilio's own examples.
  'phone-number': /^(?:\+\d{7,15}|[a-z]+:\S+|\(\d{3}\) \d{3}-\d{4})$/,
  'phone-number-capabilities': true,
  twiml: true,
} as const;

/** Validates answers against the schemas of one specification, by ajv. */
export class Validator {
  readonly #ajv = new Ajv({
    strict: false,
    allErrors: true,
    logger: false,
    // The files share large schemas: compiled once, not copied into each answer.
    inlineRefs: false,
    validateSchema: false,
  });
  readonly #compiled = new Map<unknown, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    addFormats.default(this.#ajv);
    for (const [name, format] of Object.entries(FORMATS)) this.#ajv.addFormat(name, format);
    this.#ajv.addSchema({ ...(asJsonSchema(document) as object), $id: 'spec' });
  }

  /** What is wrong with a value; empty if nothing is. */
  problemsOf(schema: unknown, value: unknown): string[] {
    const validate = this.#compiled.get(schema) ?? this.#compile(schema);
    this.#compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => {
      const allowed = error.keyword === 'enum' ? `: ${JSON.stringify(error.params)}` : '';
      return `${error.instancePath || '/'} ${error.message}${allowed}`;
    });
  }

  #compile(schema: unknown): ValidateFunction {
    const inDocument = JSON.stringify(asJsonSchema(schema)).replaceAll(
      '"$ref":"#',
      '"$ref":"spec#',
    );
    return this.#ajv.compile(JSON.parse(inDocument) as object);
  }
}

/** OpenAPI 3.0 says `nullable` where JSON Schema allows the type `null`. */
function asJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, discriminator: _, ...rest } = node as Json;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, asJsonSchema(value)]),
  );
  // Beside a `$ref` nothing else is a rule in OpenAPI 3.0.
  const schema = typeof plain['$ref'] === 'string' ? { $ref: plain['$ref'] } : plain;
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
