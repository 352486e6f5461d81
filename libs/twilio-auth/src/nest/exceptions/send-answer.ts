import type { HttpAnswer } from '../../core/errors/http-answer.js';

/** What the responses of Express and Fastify share. */
interface FrameworkResponse {
  status(code: number): FrameworkResponse;
  header(name: string, value: string): FrameworkResponse;
  send(body: unknown): unknown;
  /** Fastify's name for {@link NodeResponse.headersSent}. */
  readonly sent?: boolean;
  /** Fastify's way to Node's response. */
  readonly raw?: NodeResponse;
}

/** Node's own response, which Fastify hands to middleware. */
interface NodeResponse {
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  end(body?: string): unknown;
  readonly headersSent: boolean;
}

/** Answers on whatever HTTP platform runs below. */
export function sendAnswer(
  response: FrameworkResponse | NodeResponse,
  { body, retryAfterSeconds }: HttpAnswer,
): void {
  const node = nodeResponseOf(response);
  if (node.headersSent) {
    // Half of another answer is on its way: all that is left is to end it.
    node.end();
    return;
  }
  const retryAfter = retryAfterSeconds === undefined ? undefined : String(retryAfterSeconds);
  if ('status' in response) {
    if (retryAfter !== undefined) response.header('Retry-After', retryAfter);
    response.status(body.statusCode).send(body);
    return;
  }
  node.writeHead(body.statusCode, {
    'Content-Type': 'application/json; charset=utf-8',
    ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
  });
  node.end(JSON.stringify(body));
}

function nodeResponseOf(response: FrameworkResponse | NodeResponse): NodeResponse {
  return (('raw' in response ? response.raw : undefined) ?? response) as NodeResponse;
}
