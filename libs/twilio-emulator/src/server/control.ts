import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemsOfFault } from '../faults/fault.js';
import type { Fault } from '../faults/fault.js';
import type { Faults } from '../faults/faults.js';
import { anything, flag, object, oneOf, text, wholeNumber } from '../protocol/checks.js';
import type { Check } from '../protocol/checks.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { OutcomeRule } from '../state/outcomes.js';
import { isOpen } from '../state/verification.js';
import type { InboundCall, InboundMessage } from '../webhooks/inbound.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import { isLoopbackHost } from '../protocol/host.js';
import type { PermissionLog } from './permission-log.js';
import type { RequestLog } from './request-log.js';

export const CONTROL_PREFIX = '/__emulator';

/** The parts that the control routes act on. */
export interface ControlParts {
  readonly state: EmulatorState;
  readonly requests: RequestLog;
  readonly permissions: PermissionLog;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
}

/** The programmatic API over HTTP, for tests in other languages and for use by hand. */
export function addControlRoutes(app: FastifyInstance, parts: ControlParts): void {
  void app.register(
    (control, _options, done) => {
      control.addHook('onRequest', allowLocalOnly);
      addRoutes(control, parts);
      done();
    },
    { prefix: CONTROL_PREFIX },
  );
}

function addRoutes(
  app: FastifyInstance,
  { state, requests, permissions, faults, webhooks }: ControlParts,
): void {
  const noContent = (reply: FastifyReply): FastifyReply => reply.code(204).send();
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/requests', () => ({ requests, total: requests.total }));
  app.delete('/requests', (_request, reply) => {
    requests.clear();
    return noContent(reply);
  });
  app.get('/permissions', () => ({ used: permissions.used() }));
  app.delete('/permissions', (_request, reply) => {
    permissions.clear();
    return noContent(reply);
  });
  app.get('/faults', () => ({ faults: faults.list() }));
  app.post('/faults', (request, reply) => {
    const fault = readBody(request) as Fault;
    throwIfAny(problemsOfFault(fault));
    return reply.code(201).send(faults.inject(fault));
  });
  app.delete('/faults', (_request, reply) => {
    faults.clear();
    return noContent(reply);
  });
  app.delete<{ Params: { id: string } }>('/faults/:id', ({ params }, reply) =>
    faults.remove(params.id) ? noContent(reply) : reply.code(404).send({ error: 'no such fault' }),
  );
  app.get('/outcomes', () => ({ outcomes: state.outcomes.list() }));
  app.post('/outcomes', (request, reply) => {
    const rule = checked<OutcomeRule>(request, OUTCOME, ['status', 'errorCode']);
    state.outcomes.add(rule);
    return reply.code(201).send(rule);
  });
  app.delete('/outcomes', (_request, reply) => {
    state.outcomes.clear();
    return noContent(reply);
  });
  app.post('/tokens/revoke', (request) => {
    const fields = { token: text('a token'), clientId: text('a client id') };
    const { token, clientId } = checked<{ token?: string; clientId?: string }>(request, fields);
    if (token !== undefined) return { revoked: state.tokens.revoke(token) ? 1 : 0 };
    return { revoked: state.tokens.revokeAll(clientId) };
  });
  app.post('/clock', (request) => {
    const day = 86_400;
    const fields = { offsetSeconds: wholeNumber(-365 * day, 365 * day) };
    const { offsetSeconds } = checked<{ offsetSeconds: number }>(request, fields, [
      'offsetSeconds',
    ]);
    state.clock.offsetMs = offsetSeconds * 1000;
    return { now: new Date(state.clock.now()).toISOString() };
  });
  app.get('/verifications', () => ({ verifications: openVerifications(state) }));
  app.get('/webhooks', () => ({ deliveries: webhooks.deliveries }));
  app.post('/webhooks/inbound-message', async (request) =>
    webhooks.inboundMessage(
      checked<InboundMessage>(
        request,
        { ...INBOUND, body: text('a string'), mediaUrls: anything },
        ['from', 'body'],
      ),
    ),
  );
  app.post('/webhooks/inbound-call', async (request) =>
    webhooks.inboundCall(checked<InboundCall>(request, INBOUND, ['from'])),
  );
}

/** The codes that can be entered now, the newest last. */
function openVerifications(state: EmulatorState): object[] {
  return [...state.accounts]
    .flatMap(({ verifyServices }) => [...verifyServices.values()])
    .flatMap(({ verifications }) => [...verifications.values()])
    .filter((verification) => isOpen(verification, state.clock.now()))
    .map(({ sid, serviceSid, accountSid, to, code }) => ({
      sid,
      serviceSid,
      accountSid,
      to,
      code,
    }));
}

const OUTCOME: Readonly<Record<string, Check>> = {
  to: text('a phone number'),
  body: text('a string'),
  status: oneOf('failed', 'undelivered'),
  errorCode: wholeNumber(10_000, 99_999),
};

const INBOUND: Readonly<Record<string, Check>> = {
  from: text('a phone number'),
  to: text('a phone number'),
  url: text('a URL'),
  account: text('an account SID'),
  method: text('GET or POST', /^(?:GET|POST)$/),
  format: text('form or json', /^(?:form|json)$/),
  signWith: anything,
  signUserInfo: flag,
  target: text('a URL'),
};

/**
 * The control routes give access to every account, so only this machine may use them. Checked are
 * the address of the client, the `Host` header (a web page could resolve its own name to
 * 127.0.0.1) and, from a browser, the origin of the page.
 */
function allowLocalOnly(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { host, origin } = request.headers;
  const isLocal =
    /^(?:127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '') &&
    isLoopbackHost(host) &&
    (origin === undefined || isLoopbackHost(origin.replace(/^https?:\/\//, '')));
  if (isLocal) done();
  else void reply.code(403).send({ error: 'The control routes are for this machine only.' });
}

function checked<T>(
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

function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw badRequest(problems.join('; '));
}

function readBody(request: FastifyRequest): unknown {
  if (request.body === undefined || request.body === '') return {};
  try {
    return JSON.parse(request.body as string);
  } catch {
    throw badRequest('the body is not JSON');
  }
}

function badRequest(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 400 });
}
