import type { HttpAnswer } from '../../core/errors/http-answer.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';

/** What the responses of Express and Fastify share. */
interface FrameworkResponse {
  status(code: number): FrameworkResponse;
  header(name: string, value: string): FrameworkResponse;
  send(body: unknown): unknown;
  /** Fastify's name for {@link NodeResponse.headersSent}. */
  readonly sent?: boolean;
  /** Fastify's reference to Node's response. */
  readonly raw?: NodeResponse;
}

/** Node's own response, which Fastify hands to middleware. */
interface NodeResponse {
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  end(body?: string): unknown;
  readonly headersSent: boolean;
}

/** Answers on Express, on Fastify, and in middleware. */
export function sendAnswer(
  response: FrameworkResponse | NodeResponse,
  { body, retryAfterSeconds }: HttpAnswer,
): void {
  const node = nodeResponseOf(response);
  if (node.headersSent) {
    // Part of another answer has been sent, so all that is left is to end it.
    node.end();
    return;
  }
  const retryAfter = retryAfterSeconds === undefined ? undefined : String(retryAfterSeconds);
  if ('status' in response) {
    if (retryAfter !== undefined) response.header('Retry-After', retryAfter);
    response.status(body.statusCode).send(body);
    return;
  }
  const headers = withoutUndefined({
    'Content-Type': 'application/json; charset=utf-8',
    'Retry-After': retryAfter,
  });
  node.writeHead(body.statusCode, headers);
  node.end(JSON.stringify(body));
}

function nodeResponseOf(response: FrameworkResponse | NodeResponse): NodeResponse {
  return (('raw' in response ? response.raw : undefined) ?? response) as NodeResponse;
}
