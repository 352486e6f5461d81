import { flatten, type Schema } from '../../../libs/twilio-emulator/src/specs/openapi.js';
import { sample } from '../../../libs/twilio-emulator/src/specs/sample.js';
import type { FileOperation } from './spec-operations.js';

const FORM = 'application/x-www-form-urlencoded';

export interface ValidRequest {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  /** Every value in it, and what it has to validate against. */
  readonly values: readonly (readonly [schema: Schema, value: unknown])[];
  /** The required parameter that was left out. */
  readonly missing: string | undefined;
}

/** A request with every required parameter and with the whole body that the operation takes, or one that lacks a parameter. */
export function validRequest(
  { operation, document, verb, path: template }: FileOperation,
  accountSid: string,
  kind: 'complete' | 'incomplete' = 'complete',
): ValidRequest {
  const valueOf = (schema: Schema, name: string): unknown =>
    sample({ document, seed: 'request', accountSid }, schema, name);
  const values: (readonly [Schema, unknown])[] = [];
  const query = new URLSearchParams();
  let path = template;
  for (const { name, in: where, schema = {}, required } of operation.parameters ?? []) {
    if (where !== 'path' && !(where === 'query' && required === true)) continue;
    const value = valueOf(schema, name);
    values.push([schema, value]);
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else append(query, name, value);
  }
  const content = Object.entries(operation.requestBody?.content ?? {});
  const [type, { schema: bodySchema } = {}] =
    content.find(([each]) => each === FORM) ?? content[0] ?? [];
  const body = bodySchema && (valueOf(bodySchema, '') as Record<string, unknown>);
  if (bodySchema) values.push([bodySchema, body]);
  const needed = bodySchema === undefined ? [] : (flatten(document, bodySchema).required ?? []);
  const missing = kind === 'complete' ? undefined : ([...query.keys()][0] ?? needed[0]);
  if (missing !== undefined) {
    if (query.has(missing)) query.delete(missing);
    else if (body) delete body[missing];
  }
  return {
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    contentType: verb === 'GET' || verb === 'DELETE' ? undefined : type,
    body: body && (type === FORM ? formOf(body) : JSON.stringify(body)),
    values,
    missing,
  };
}

function formOf(body: Readonly<Record<string, unknown>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) append(form, name, value);
  return form.toString();
}

function append(target: URLSearchParams, name: string, value: unknown): void {
  for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
    target.append(name, typeof each === 'string' ? each : JSON.stringify(each));
  }
}
