import { isRecord } from '../protocol/checks.js';
import type { Parameters } from '../protocol/parameters.js';
import { invalid } from '../protocol/twilio-error.js';
import { fits } from './fits.js';
import { flatten, type OpenApiDocument, type Schema } from './openapi.js';
import { pathParameters, type SpecOperation } from './operation.js';

/** What a request to an operation consists of. */
export interface SpecRequest {
  readonly path: string;
  readonly query: Parameters;
  readonly form: Parameters;
  readonly body: string;
}

/** What a request says, checked against the operation. */
export interface Given {
  /** Its path parameters, by their names in the specification. */
  readonly path: ReadonlyMap<string, string>;
  /** Its other parameters, as values of the types that the specification gives them. */
  readonly others: ReadonlyMap<string, unknown>;
  /** Names that the operation does not know. Twilio ignores them. */
  readonly unknown: readonly string[];
}

/**
 * Reads what the request says.
 * @throws {TwilioError} 20001 for a required parameter that is missing, and for a value that its schema excludes.
 */
export function readGiven(operation: SpecOperation, request: SpecRequest): Given {
  const { document, parameters } = operation;
  const others = new Map<string, unknown>();
  const unknown = new Set(request.query.names());
  for (const parameter of parameters) {
    if (parameter.in !== 'query') continue;
    unknown.delete(parameter.name);
    readOne(others, document, { ...parameter, where: 'query' }, request.query);
  }
  const form = operation.form && flatten(document, operation.form);
  const isJson = operation.json !== undefined && !hasForm(form, request);
  if (isJson) readJson(others, document, operation.json, request.body);
  else {
    for (const name of request.form.names()) unknown.add(name);
    for (const [name, schema] of Object.entries(form?.properties ?? {})) {
      unknown.delete(name);
      const required = form?.required?.includes(name) === true;
      readOne(others, document, { name, schema, required, where: 'post body' }, request.form);
    }
  }
  return { path: pathParameters(operation, request.path), others, unknown: [...unknown] };
}

interface Wanted {
  readonly name: string;
  readonly schema?: Schema;
  readonly required?: boolean;
  readonly where: string;
}

function readOne(
  values: Map<string, unknown>,
  document: OpenApiDocument,
  { name, schema = {}, required = false, where }: Wanted,
  parameters: Parameters,
): void {
  const texts = parameters.getAll(name);
  if (texts.length === 0) {
    if (required) throw invalid(20001, `Missing required parameter ${name} in the ${where}`);
    return;
  }
  const value = typed(document, schema, texts);
  if (!fits(document, schema, value)) throw invalid(20001, `Invalid parameter ${name}`);
  values.set(name, value);
}

/** Texts as a value of the schema's type; where they are none, the text itself, which does not fit. */
export function typed(document: OpenApiDocument, given: Schema, texts: readonly string[]): unknown {
  const schema = flatten(document, given);
  const [text = ''] = texts;
  switch (schema.type) {
    case 'integer':
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
    case 'array':
      return texts.map((each) => typed(document, schema.items ?? {}, [each]));
    case 'string':
      return text;
    default:
      return parsed(text) ?? text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An operation may take both: then a body that is a form is read as one. */
function hasForm(form: Schema | undefined, { form: sent }: SpecRequest): boolean {
  return form !== undefined && sent.names().length > 0;
}

function readJson(
  values: Map<string, unknown>,
  document: OpenApiDocument,
  schema: Schema = {},
  body: string,
): void {
  const { required = [], properties = {} } = flatten(document, schema);
  const value = body === '' ? {} : parsed(body);
  if (value === undefined) throw invalid(20001, 'The body is not valid JSON');
  if (!isRecord(value)) {
    if (!fits(document, schema, value)) throw invalid(20001, 'Invalid body');
    return;
  }
  const missing = required.find((name) => value[name] === undefined);
  if (missing !== undefined) {
    throw invalid(20001, `Missing required parameter ${missing} in the post body`);
  }
  for (const [name, each] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known !== undefined && !fits(document, known, each)) {
      throw invalid(20001, `Invalid parameter ${name}`);
    }
    values.set(name, each);
  }
  if (!fits(document, schema, value)) throw invalid(20001, 'Invalid body');
}
