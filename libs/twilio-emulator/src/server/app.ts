import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routes } from '../resources/routes.js';
import { answerWithFault } from '../faults/answer-with-fault.js';
import type { Answer } from '../protocol/answer.js';
import { isLocal } from '../control/access.js';
import type { ControlParts } from '../control/control-parts.js';
import { addControlRoutes, CONTROL_PREFIX } from '../control/control-routes.js';
import { addPageFiles, isPageRequest, sendPage } from '../inspector/page.js';
import type { LoggedRequest } from '../log/request-log.js';
import { Exchange } from './exchange.js';
import type { Specs } from '../specs/specs.js';
import { routerPath } from '../resources/route.js';
import { twilioHeaders } from './response-headers.js';
import { newSid } from '../protocol/sid.js';
import { notFound, TwilioError } from '../protocol/twilio-error.js';

/** Requests larger than this are refused with 413; Twilio's own limit is not documented. */
const BODY_LIMIT = 1024 * 1024;

/**
 * No route has a schema to compile. Without these, Fastify loads ajv and its own compilers at the start, which takes
 * a quarter of it.
 */
const NO_SCHEMAS = { compilersFactory: { buildValidator: unused, buildSerializer: unused } };

function unused(): never {
  throw new Error('No route of the emulator has a schema.');
}

interface AppParts extends ControlParts {
  /** Called for each request of a client when it is answered, or cut off. */
  readonly onAnswered: (request: LoggedRequest) => void;
  readonly specs: Specs | undefined;
}

/** The HTTP server: every request becomes an {@link Exchange}, is logged, and is routed. */
export function createApp(parts: AppParts): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    genReqId: () => newSid('RQ'),
    routerOptions: { maxParamLength: 500, allowUnsafeRegex: true },
    schemaController: NO_SCHEMAS,
    frameworkErrors: (error, _request, reply) => void sendError(reply as FastifyReply, error),
  });
  const exchanges = new WeakMap<FastifyRequest, Exchange>();
  const exchangeOf = (request: FastifyRequest): Exchange => {
    const exchange = exchanges.get(request) ?? new Exchange(parts, request);
    exchanges.set(request, exchange);
    return exchange;
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  addHooks(app, parts, exchangeOf);
  for (const route of routes) {
    app.route({
      method: route.verb,
      url: routerPath(route.path),
      handler: (request, reply) => send(reply, exchangeOf(request).answer(route)),
    });
  }
  addControlRoutes(app, parts);
  addPageFiles(app);
  app.setErrorHandler((error, _request, reply) => sendError(reply, error));
  app.setNotFoundHandler((request, reply) => {
    if (isPageRequest(request)) {
      if (isLocal(request) || parts.controlToken !== undefined) return sendPage(reply);
      return reply.code(403).type('text/plain; charset=utf-8').send(PAGE_IS_LOCAL);
    }
    const exchange = exchangeOf(request);
    const { logged } = exchange;
    if (logged.path.startsWith('/2010-04-01/Accounts//')) throw notFound(logged.path);
    return send(reply, exchange.answerNotEmulated());
  });
  return app;
}

const PAGE_IS_LOCAL =
  'This page is for the machine that the emulator runs on. With --control-token it opens elsewhere too.\n';

/** Every request of a client is logged, and may get a fault for an answer. */
function addHooks(
  app: FastifyInstance,
  { requests, details, faults, onAnswered }: AppParts,
  exchangeOf: (request: FastifyRequest) => Exchange,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isOwn(request)) {
      requests.add(exchangeOf(request).logged);
      details.add(request.id, request.headers);
    }
    done();
  });
  app.addHook('preHandler', async (request, reply) => {
    if (isOwn(request)) return undefined;
    const exchange = exchangeOf(request);
    exchange.received(request.body);
    details.received(request.id, request.body);
    if (faults.isEmpty) return undefined;
    const fault = await faults.match(exchange.faultTarget);
    if (fault === undefined) return undefined;
    if (fault.kind === 'reset' || fault.kind === 'hang') onAnswered(exchange.logged);
    return answerWithFault(faults, fault, reply);
  });
  // The log has the status before the client has its answer, so that a test can assert on it at once.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isOwn(request)) {
      const { logged } = exchangeOf(request);
      const text = typeof payload === 'string' ? payload : '';
      logged.status = reply.statusCode;
      logged.code = reply.statusCode < 400 ? undefined : codeIn(text);
      logged.durationMs = Math.round(reply.elapsedTime * 10) / 10;
      details.answered(request.id, reply.getHeaders(), text);
    }
    done();
  });
  // Without a hook of this kind the server does not measure the time that an answer takes.
  app.addHook('onResponse', (request, _reply, done) => {
    if (!isOwn(request)) onAnswered(exchangeOf(request).logged);
    done();
  });
}

/** Control routes and the inspector: they are no requests to Twilio, and no fault applies to them. */
function isOwn(request: FastifyRequest): boolean {
  return request.url.startsWith(CONTROL_PREFIX) || isPageRequest(request);
}

/** The code of Twilio's error. */
function codeIn(text: string): number | undefined {
  const code = /"code":(\d+)/.exec(text)?.[1];
  return code === undefined ? undefined : Number(code);
}

function send(reply: FastifyReply, { status, body, headers: more = {} }: Answer): FastifyReply {
  const { id, headers, url } = reply.request;
  const request = { id, host: headers.host, url };
  reply.headers({ ...twilioHeaders(request, reply.elapsedTime), ...more });
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
