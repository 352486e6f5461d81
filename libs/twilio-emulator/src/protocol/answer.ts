/** What a resource answers: a status and a JSON body, or nothing for 204. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: Record<string, unknown>): Answer {
  return { status: 200, body };
}

export function created(body: Record<string, unknown>): Answer {
  return { status: 201, body };
}

export function noContent(): Answer {
  return { status: 204, body: undefined };
}
