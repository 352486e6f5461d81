import type { FastifyReply, FastifyRequest } from 'fastify';
import { object } from '../protocol/checks.js';
import type { Check } from '../protocol/checks.js';

/**
 * The JSON body of a control request, whatever its content type says.
 * @throws {Error} with the status 400, naming everything that is wrong with it.
 */
export function checkedBody<T>(
  request: FastifyRequest,
  fields: Readonly<Record<string, Check>>,
  required: string[] = [],
): T {
  const body = readBody(request);
  const problems: string[] = [];
  object(fields, required)(body, '', problems);
  throwIfAny(problems);
  return body as T;
}

/** @throws {Error} with the status 400, if there is a problem. */
export function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw badRequest(problems.join('; '));
}

/** @throws {Error} with the status 400, if it is not JSON. */
export function readBody(request: FastifyRequest): unknown {
  if (request.body === undefined || request.body === '') return {};
  try {
    return JSON.parse(request.body as string);
  } catch {
    throw badRequest('the body is not JSON');
  }
}

/** Something that the caller can correct. */
export function badRequest(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 400 });
}

export function noContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}
