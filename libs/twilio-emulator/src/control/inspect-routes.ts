import type { FastifyInstance, FastifyReply } from 'fastify';
import { credentialsView } from '../inspector/credentials-view.js';
import { overview } from '../inspector/overview.js';
import { requestView } from '../inspector/request-view.js';
import { CallbacksBySid, callView, deliveryView, messageView } from '../inspector/traffic-view.js';
import type { TrafficView } from '../inspector/traffic-view.js';
import { withoutSecrets } from '../inspector/without-secrets.js';
import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { History } from '../state/history.js';
import { isOpen } from '../state/verification.js';
import { noContent } from './bodies.js';
import type { ControlParts } from './control-parts.js';

/** What happened, without secrets. */
export function addInspectRoutes(app: FastifyInstance, parts: ControlParts): void {
  addLogRoutes(app, parts);
  addTrafficRoutes(app, parts);
  const { state, permissions } = parts;
  app.get('/overview', (_request, reply) => send(reply, state, overview(parts)));
  app.get('/credentials', (_request, reply) =>
    send(reply, state, { accounts: credentialsView(state, permissions) }),
  );
  app.get('/verifications', () => ({ verifications: openVerifications(state) }));
}

function addLogRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { state, requests, details, permissions } = parts;
  app.get('/requests', (_request, reply) =>
    send(reply, state, { requests, total: requests.total }),
  );
  app.get<Named>('/requests/:name', ({ params }, reply) =>
    send(reply, state, requestView(requests, details, params.name)),
  );
  app.delete('/requests', (_request, reply) => {
    requests.clear();
    details.clear();
    return noContent(reply);
  });
  app.get('/permissions', () => ({ used: permissions.used() }));
  app.delete('/permissions', (_request, reply) => {
    permissions.clear();
    return noContent(reply);
  });
}

interface Named {
  readonly Params: { readonly name: string };
}

function addTrafficRoutes(app: FastifyInstance, { state, webhooks }: ControlParts): void {
  /** A list, and each of its items with its callbacks in full. */
  const addRoutes = <T extends { readonly sid: string }>(
    resource: 'messages' | 'calls',
    historyOf: (account: Account) => History<T>,
    viewOf: (state: EmulatorState, item: T, callbacks: CallbacksBySid) => TrafficView,
  ): void => {
    const callbacks = (): CallbacksBySid => new CallbacksBySid(webhooks.deliveries);
    app.get(`/${resource}`, (_request, reply) => {
      const bySid = callbacks();
      const all = [...state.accounts].flatMap((account) => [...historyOf(account).values()]);
      return send(reply, state, { [resource]: all.map((one) => viewOf(state, one, bySid)) });
    });
    app.get<Named>(`/${resource}/:name`, ({ params: { name } }, reply) => {
      const bySid = callbacks();
      const [found] = [...state.accounts].flatMap((account) => historyOf(account).get(name) ?? []);
      const view = found && {
        ...viewOf(state, found, bySid),
        callbacks: bySid.of(name).map(deliveryView),
      };
      return send(reply, state, view);
    });
  };
  addRoutes('messages', ({ messages }) => messages, messageView);
  addRoutes('calls', ({ calls }) => calls, callView);
  app.get('/webhooks', (_request, reply) =>
    send(reply, state, { deliveries: webhooks.deliveries.map(deliveryView) }),
  );
}

function send(reply: FastifyReply, state: EmulatorState, view: unknown): FastifyReply {
  if (view === undefined) return reply.code(404).send({ error: 'there is none of this name' });
  return reply.type('application/json; charset=utf-8').send(withoutSecrets(state, view));
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
