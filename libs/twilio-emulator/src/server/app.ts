import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routes } from '../resources/routes.js';
import { answerWithFault } from '../faults/answer-with-fault.js';
import type { Answer } from '../protocol/answer.js';
import { addControlRoutes, CONTROL_PREFIX } from './control.js';
import type { ControlParts } from './control.js';
import { Exchange } from './exchange.js';
import { routerPath } from '../resources/route.js';
import { twilioHeaders } from './response-headers.js';
import { notFound, TwilioError } from '../protocol/twilio-error.js';

/** Requests larger than this are refused with 413; Twilio's own limit is not documented. */
const BODY_LIMIT = 1024 * 1024;

/** The HTTP server: every request becomes an {@link Exchange}, is logged, and is routed. */
export function createApp(parts: ControlParts): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error, _request, reply) => void sendError(reply as FastifyReply, error),
  });
  const { requests, faults } = parts;
  const exchanges = new WeakMap<FastifyRequest, Exchange>();
  const exchangeOf = (request: FastifyRequest): Exchange => {
    const exchange = exchanges.get(request) ?? new Exchange(parts, request);
    exchanges.set(request, exchange);
    return exchange;
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isControl(request)) requests.add(exchangeOf(request).logged);
    done();
  });
  app.addHook('preHandler', async (request, reply) => {
    const exchange = exchangeOf(request);
    exchange.received(request.body);
    if (faults.isEmpty || isControl(request)) return undefined;
    const fault = await faults.match(exchange.faultTarget);
    return fault === undefined ? undefined : answerWithFault(faults, fault, reply);
  });
  // The log has the status before the client has its answer, so that a test can assert on it at once.
  app.addHook('onSend', (request, reply, _payload, done) => {
    exchangeOf(request).logged.status = reply.statusCode;
    done();
  });
  for (const route of routes) {
    app.route({
      method: route.verb,
      url: routerPath(route.path),
      handler: (request, reply) => send(reply, exchangeOf(request).answer(route)),
    });
  }
  addControlRoutes(app, parts);
  app.setErrorHandler((error, _request, reply) => sendError(reply, error));
  app.setNotFoundHandler((request, reply) => {
    const exchange = exchangeOf(request);
    const { logged } = exchange;
    if (logged.path.startsWith('/2010-04-01/Accounts//')) throw notFound(logged.path);
    return send(reply, exchange.answerNotEmulated());
  });
  return app;
}

function isControl(request: FastifyRequest): boolean {
  return request.url.startsWith(CONTROL_PREFIX);
}

function send(reply: FastifyReply, { status, body, headers: more = {} }: Answer): FastifyReply {
  const { headers, url } = reply.request;
  reply.headers({ ...twilioHeaders({ host: headers.host, url }, reply.elapsedTime), ...more });
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Twilio API"');
  return reply.code(status).send(body);
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof TwilioError) {
    return send(reply, { status: error.status, body: error.toJSON() });
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const message = status < 500 ? (error as Error).message : 'The emulator failed';
  return send(reply, { status, body: new TwilioError(status, 20_000 + status, message).toJSON() });
}
