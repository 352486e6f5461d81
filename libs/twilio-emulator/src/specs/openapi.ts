import { isRecord } from '../protocol/checks.js';

/** The parts of an OpenAPI 3.0 schema that answers are made from. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** One operation, as a specification describes it. */
export interface OperationObject {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

/** A path of a specification: what all its operations share, and the operations by their method. */
export interface PathItem {
  readonly servers?: readonly { readonly url: string }[];
  readonly parameters?: readonly Parameter[];
  readonly 'x-twilio'?: { readonly pathType?: string };
  readonly [method: string]: unknown;
}

/** A file of OpenAPI 3. */
export interface OpenApiDocument {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
}

/** Whether this is a specification of OpenAPI 3, and not only any JSON. */
export function isOpenApi(value: unknown): value is OpenApiDocument {
  return (
    isRecord(value) &&
    typeof value['openapi'] === 'string' &&
    value['openapi'].startsWith('3.') &&
    isRecord(value['paths'])
  );
}

/** What a `$ref` points to; anything without one as it is. `undefined` for a reference to nothing. */
export function dereference<T>(document: OpenApiDocument, node: T): T | undefined {
  let found: unknown = node;
  // A chain of references that leads back to itself ends here.
  for (let steps = 0; steps < 10 && isRecord(found) && typeof found['$ref'] === 'string'; steps++) {
    found = pointedTo(document, found['$ref']);
  }
  return found as T | undefined;
}

function pointedTo(document: OpenApiDocument, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  let node: unknown = document;
  for (const segment of reference.slice(2).split('/')) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    node = isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }
  return node;
}

/** The schema itself: references followed, `allOf` merged, and `null` allowed where either side allows it. */
export function flatten(document: OpenApiDocument, given: Schema, depth = 0): Schema {
  const schema = dereference(document, given) ?? {};
  const nullable = given.nullable === true || schema.nullable === true;
  if (schema.allOf === undefined || depth > 5) return nullable ? { ...schema, nullable } : schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map((part) => flatten(document, part, depth + 1));
  return [...parts, own].reduce((merged, part): Schema => ({
    ...merged,
    ...part,
    properties: { ...merged.properties, ...part.properties },
    required: [...(merged.required ?? []), ...(part.required ?? [])],
  }));
}
