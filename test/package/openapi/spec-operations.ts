import {
  dereference,
  type OpenApiDocument,
  type OperationObject,
  type Schema,
} from '../../../libs/twilio-emulator/src/specs/openapi.js';
import type { SpecFile } from './cli-core.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** An operation of a file, read without the code that is tested. */
export interface FileOperation {
  readonly file: string;
  readonly document: OpenApiDocument;
  readonly verb: string;
  readonly path: string;
  /** The host of its first server. */
  readonly host: string;
  readonly operation: OperationObject;
  /** The schemas of the answers to success, by their status; `undefined` for one without a body. */
  readonly answers: ReadonlyMap<number, Schema | undefined>;
}

export function operationsOf({ name, document }: SpecFile): readonly FileOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const [server] = item.servers ?? document.servers ?? [];
    return VERBS.filter((verb) => item[verb] !== undefined).map((verb) => {
      const operation = {
        ...(item[verb] as OperationObject),
        parameters: [
          ...(item.parameters ?? []),
          ...((item[verb] as OperationObject).parameters ?? []),
        ].map((parameter) => dereference(document, parameter) ?? parameter),
      };
      return {
        file: name,
        document,
        verb: verb.toUpperCase(),
        path,
        host: new URL(server?.url ?? 'https://none.invalid').host,
        operation,
        answers: answersOf(document, operation),
      };
    });
  });
}

function answersOf(
  document: OpenApiDocument,
  { responses = {} }: OperationObject,
): ReadonlyMap<number, Schema | undefined> {
  const answers = new Map<number, Schema | undefined>();
  for (const [code, response] of Object.entries(responses)) {
    const [content] = Object.values(dereference(document, response)?.content ?? {});
    if (/^[23]\d\d$/.test(code)) answers.set(Number(code), content?.schema);
  }
  return answers;
}
