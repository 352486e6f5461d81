import type { OpenApiDocument, Parameter, Schema } from './openapi.js';

/** An operation of a specification, ready to be answered. */
export interface SpecOperation {
  readonly document: OpenApiDocument;
  /** The first label of its host: `api`, `sync`, `flex-api`. */
  readonly product: string;
  readonly verb: string;
  /** As in the specification: `/v1/Services/{Sid}`. */
  readonly path: string;
  /** The names in the path, and what a path has to look like. */
  readonly names: readonly string[];
  readonly pattern: RegExp;
  readonly parameters: readonly Parameter[];
  readonly form: Schema | undefined;
  readonly json: Schema | undefined;
  readonly success: Success;
  /** It makes something new below its path: the answer has a SID that the path has not. */
  readonly isCreation: boolean;
}

/** The answer to a request that succeeds. */
export interface Success {
  readonly status: number;
  /** `undefined` for an answer without a body. */
  readonly schema: Schema | undefined;
}

/** The parameters in a path that the operation's pattern matches. */
export function pathParameters(
  { names, pattern }: SpecOperation,
  path: string,
): ReadonlyMap<string, string> {
  const segments = pattern.exec(path)?.slice(1) ?? [];
  return new Map(names.map((name, at) => [name, decoded(segments[at] ?? '')]));
}

/** A broken escape stays as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
