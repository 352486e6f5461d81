import type { FastifyReply } from 'fastify';
import { TwilioError } from '../protocol/twilio-error.js';
import type { Faults } from './faults.js';
import type { AnswerFault, MalformedBody } from './fault.js';

/** Answers a request as the fault says, or leaves it without an answer. */
export function answerWithFault(
  faults: Faults,
  fault: AnswerFault,
  reply: FastifyReply,
): FastifyReply {
  switch (fault.kind) {
    case 'reset':
      reply.request.raw.socket.resetAndDestroy();
      return reply.hijack();
    case 'hang':
      faults.hold(reply.request.raw.socket);
      return reply.hijack();
    case 'outage':
      return sendError(reply, 503, 20503, 'Service Unavailable');
    case 'throttle':
      if (fault.retryAfterSeconds !== undefined) {
        void reply.header('retry-after', String(fault.retryAfterSeconds));
      }
      return sendError(reply, 429, 20429, 'Too Many Requests');
    case 'error':
      return sendError(reply, fault.status, 20_000 + fault.status, 'Internal Server Error');
    case 'malformed':
      return sendMalformed(reply, fault.body);
    case 'answer':
      return reply
        .code(fault.status)
        .headers({
          ...(typeof fault.body === 'object' ? { 'content-type': 'application/json' } : {}),
          ...fault.headers,
        })
        .send(typeof fault.body === 'object' ? JSON.stringify(fault.body) : (fault.body ?? ''));
  }
}

function sendError(
  reply: FastifyReply,
  status: number,
  code: number,
  message: string,
): FastifyReply {
  return reply.code(status).send(new TwilioError(status, code, message).toJSON());
}

function sendMalformed(reply: FastifyReply, body: MalformedBody): FastifyReply {
  const json = 'application/json; charset=utf-8';
  const bodies: Readonly<Record<MalformedBody, readonly [type: string, body: string]>> = {
    html: ['text/html', '<html><body><h1>Bad gateway</h1></body></html>'],
    'truncated-json': [json, '{"sid":"SM0123456789abcdef","status":"que'],
    empty: [json, ''],
    array: [json, '[]'],
    'broken-gzip': [json, 'this is not gzip'],
  };
  const [type, text] = bodies[body];
  if (body === 'broken-gzip') void reply.header('content-encoding', 'gzip');
  return reply.code(200).header('content-type', type).send(Buffer.from(text));
}
