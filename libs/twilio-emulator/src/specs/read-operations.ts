import { dereference, type OpenApiDocument, type OperationObject } from './openapi.js';
import type { Parameter, PathItem, Schema } from './openapi.js';
import type { SpecOperation, Success } from './operation.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const FORM = 'application/x-www-form-urlencoded';
/** Tokens are never made up: one that nobody issued would fail in the next request. */
const OF_TOKENS = /\/(?:token|authorize|oauth-authorization-server)$/;

/** Every operation of a specification that can be answered from it. */
export function readOperations(document: OpenApiDocument): readonly SpecOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const product = productOf(document, item);
    if (product === undefined || OF_TOKENS.test(path)) return [];
    return VERBS.flatMap((verb) => {
      const operation = item[verb] as OperationObject | undefined;
      if (operation === undefined) return [];
      const success = successOf(document, verb, operation);
      if (success === undefined) return [];
      return [
        {
          document,
          product,
          verb: verb.toUpperCase(),
          path,
          names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
          pattern: patternOf(path),
          parameters: parametersOf(document, item, operation),
          ...bodiesOf(document, operation),
          success,
          isCreation: verb === 'post' && !path.replace(/\.json$/, '').endsWith('}'),
        },
      ];
    });
  });
}

function productOf(document: OpenApiDocument, item: PathItem): string | undefined {
  const [server] = item.servers ?? document.servers ?? [];
  return /^https:\/\/([a-z-]+)\.twilio\.com\/?$/.exec(server?.url ?? '')?.[1];
}

/** The first of `2xx`, for a POST a 201 if there is one; otherwise a redirection. */
function successOf(
  document: OpenApiDocument,
  verb: string,
  { responses = {} }: OperationObject,
): Success | undefined {
  const codes = Object.keys(responses).toSorted();
  const code =
    codes.find((each) => verb === 'post' && each === '201') ??
    codes.find((each) => each.startsWith('2')) ??
    codes.find((each) => each.startsWith('3'));
  if (code === undefined) return undefined;
  const response = dereference(document, responses[code]) ?? {};
  const [content] = Object.values(response.content ?? {});
  return { status: Number(code), schema: code === '204' ? undefined : content?.schema };
}

function parametersOf(
  document: OpenApiDocument,
  item: PathItem,
  operation: OperationObject,
): readonly Parameter[] {
  return [...(item.parameters ?? []), ...(operation.parameters ?? [])].flatMap(
    (parameter) => dereference(document, parameter) ?? [],
  );
}

function bodiesOf(
  document: OpenApiDocument,
  operation: OperationObject,
): { readonly form: Schema | undefined; readonly json: Schema | undefined } {
  const content = dereference(document, operation.requestBody)?.content ?? {};
  const [, json] = Object.entries(content).find(([type]) => /[/+]json$/.test(type)) ?? [];
  return { form: content[FORM]?.schema, json: json?.schema };
}

/** `{Sid}` is a segment, or what precedes `.json` in it. */
function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replace(/\{\w+\}/g, '([^/]+?)')}$`);
}
