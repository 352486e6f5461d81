import type { FastifyInstance } from 'fastify';
import { problemsOfFault } from '../faults/fault.js';
import type { Fault } from '../faults/fault.js';
import { oneOf, text, wholeNumber } from '../protocol/checks.js';
import type { Check } from '../protocol/checks.js';
import type { OutcomeRule } from '../state/outcomes.js';
import { checkAccess } from './access.js';
import { checkedBody, noContent, readBody, throwIfAny } from './bodies.js';
import type { ControlParts } from './control-parts.js';
import { addInspectRoutes } from './inspect-routes.js';
import { addWebhookRoutes } from './webhook-routes.js';

export const CONTROL_PREFIX = '/__emulator';

/** The programmatic API over HTTP, for tests in other languages, the inspector and use by hand. */
export function addControlRoutes(app: FastifyInstance, parts: ControlParts): void {
  app.get(`${CONTROL_PREFIX}/health`, () => ({ status: 'ok' }));
  void app.register(
    (control, _options, done) => {
      control.addHook('onRequest', checkAccess(parts.controlToken));
      // The server refuses a content type that is none, before it reads the body.
      control.addHook('onRequest', ({ raw }, _reply, next) => {
        if ('content-type' in raw.headers) raw.headers['content-type'] = 'application/json';
        next();
      });
      addFaultRoutes(control, parts);
      addStateRoutes(control, parts);
      addInspectRoutes(control, parts);
      addWebhookRoutes(control, parts);
      control.setNotFoundHandler((request, reply) =>
        reply
          .code(404)
          .send({ error: `There is no control route ${request.method} ${request.url}.` }),
      );
      done();
    },
    { prefix: CONTROL_PREFIX },
  );
}

function addFaultRoutes(app: FastifyInstance, { state, faults }: ControlParts): void {
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
    const rule = checkedBody<OutcomeRule>(request, OUTCOME, ['status', 'errorCode']);
    state.outcomes.add(rule);
    return reply.code(201).send(rule);
  });
  app.delete('/outcomes', (_request, reply) => {
    state.outcomes.clear();
    return noContent(reply);
  });
}

const OUTCOME: Readonly<Record<string, Check>> = {
  to: text('a phone number'),
  body: text('a string'),
  status: oneOf('failed', 'undelivered'),
  errorCode: wholeNumber(10_000, 99_999),
};

const DAY_SECONDS = 86_400;

function addStateRoutes(app: FastifyInstance, { state, reset }: ControlParts): void {
  app.post('/reset', (_request, reply) => {
    reset();
    return noContent(reply);
  });
  app.post('/tokens/revoke', (request) => {
    const fields = { token: text('a token'), clientId: text('a client id') };
    const { token, clientId } = checkedBody<{ token?: string; clientId?: string }>(request, fields);
    if (token !== undefined) return { revoked: state.tokens.revoke(token) ? 1 : 0 };
    return { revoked: state.tokens.revokeAll(clientId) };
  });
  app.post('/clock', (request) => {
    const fields = { offsetSeconds: wholeNumber(-365 * DAY_SECONDS, 365 * DAY_SECONDS) };
    const { offsetSeconds } = checkedBody<{ offsetSeconds: number }>(request, fields, [
      'offsetSeconds',
    ]);
    state.clock.offsetMs = offsetSeconds * 1000;
    return { now: new Date(state.clock.now()).toISOString() };
  });
}
