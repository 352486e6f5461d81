import { created, ok } from '../server/answer.js';
import type { Answer } from '../server/answer.js';
import type { ApiCall } from '../server/route.js';
import { invalid, notFound } from '../server/twilio-error.js';
import { callStatus } from '../state/call.js';
import type { Call } from '../state/call.js';
import { newSid } from '../state/sid.js';
import { activityRoutes } from './activity-routes.js';
import { readCallRequest } from './call-request.js';
import { classicList } from './lists.js';
import { refuseMagicCall } from './magic-numbers.js';
import { renderCall } from './render-call.js';

/** @see https://www.twilio.com/docs/voice/api/call-resource */
export const callRoutes = activityRoutes({
  name: 'Calls',
  permissions: 'voice/calls',
  create,
  list,
  read: (request) => ok(renderCall(find(request), request.world.clock.now())),
  update,
  remove: (request) => request.account.calls.delete(find(request).sid),
});

function create({ account, credential, form, world }: ApiCall): Answer {
  const { to, from, webhooks } = readCallRequest(form);
  const test = credential.kind === 'test' ? credential : undefined;
  if (test) refuseMagicCall(from, to);
  const now = world.clock.now();
  const call: Call = {
    sid: newSid('CA'),
    accountSid: test?.sid ?? account.sid,
    to,
    from,
    direction: 'outbound-api',
    createdAt: now,
    stepMs: world.stepMs,
    fixedStatus: undefined,
  };
  // Test credentials change nothing and call nobody back.
  if (!test) {
    account.calls.set(call.sid, call);
    world.happenings.onCall(call, webhooks);
  }
  return created(renderCall(call, now));
}

function list(request: ApiCall): Answer {
  const now = request.world.clock.now();
  const wanted = (name: string, value: string): boolean => {
    const filter = request.query.get(name);
    return filter === undefined || filter === value;
  };
  const found = [...request.account.calls.values()]
    .toReversed()
    .filter(
      (call) =>
        wanted('To', call.to) &&
        wanted('From', call.from) &&
        wanted('Status', callStatus(call, now)),
    );
  return classicList(request, 'calls', found, (call) => renderCall(call, now));
}

function find({ account, params, url }: ApiCall): Call {
  const call = account.calls.get(params['Sid'] ?? '');
  if (call === undefined) throw notFound(url);
  return call;
}

/** `completed` hangs up, `canceled` gives up before the call is answered. */
function update(request: ApiCall): Answer {
  const call = find(request);
  const now = request.world.clock.now();
  const status = request.form.get('Status');
  if (status !== undefined) {
    if (status !== 'completed' && status !== 'canceled') {
      throw invalid(21218, `Status ${status} cannot be set: completed or canceled.`);
    }
    if (callStatus(call, now) === 'completed') {
      throw invalid(21220, 'Call is not in-progress. Cannot redirect.');
    }
    call.fixedStatus = status;
  }
  return ok(renderCall(call, now));
}
