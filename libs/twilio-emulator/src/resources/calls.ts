import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall } from './route.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { callStatus, callTimes, isOver } from '../state/call.js';
import type { Call } from '../state/call.js';
import { newSid } from '../protocol/sid.js';
import { accountResource, resourceRoutes } from './resource-routes.js';
import { readCallRequest } from './call-request.js';
import { nationalFormat, rfc2822 } from '../protocol/formats.js';
import { dateFilter, isEqual } from './filters.js';
import { filtered } from './listed.js';
import { classicList } from './lists.js';
import { refuseMagicCall } from './magic-numbers.js';

const PARAMETERS = {
  create: [
    'To',
    'From',
    'Url',
    'Method',
    'Twiml',
    'StatusCallback',
    'StatusCallbackMethod',
    'StatusCallbackEvent',
  ],
  list: [
    'To',
    'From',
    'Status',
    'ParentCallSid',
    'StartTime',
    'StartTime<',
    'StartTime>',
    'EndTime',
    'EndTime<',
    'EndTime>',
  ],
  update: ['Status'],
};

/** @see https://www.twilio.com/docs/voice/api/call-resource */
export const callRoutes = resourceRoutes(accountResource('Calls'), PARAMETERS, {
  create,
  list,
  read: (request) => ok(renderCall(find(request), request.state.clock.now())),
  update,
  remove: (request) => request.account.calls.delete(find(request).sid),
});

function create({ account, credential, form, state, region }: ApiCall): Answer {
  const { to, from, webhooks } = readCallRequest(form);
  const test = credential.kind === 'test' ? credential : undefined;
  if (test) refuseMagicCall(from, to);
  const now = state.clock.now();
  const call: Call = {
    sid: newSid('CA'),
    accountSid: test?.sid ?? account.sid,
    region,
    to,
    from,
    direction: 'outbound-api',
    createdAt: now,
    stepMs: state.stepMs,
    fixedStatus: undefined,
  };
  // Test credentials store nothing and send no webhooks.
  if (!test) {
    account.calls.add(call);
    state.onCall(call, webhooks);
  }
  return created(renderCall(call, now));
}

/** No call of the emulator has a parent. */
function list(request: ApiCall): Answer {
  const { query, account, state } = request;
  const now = state.clock.now();
  const [isInStart, isInEnd] = [dateFilter(query, 'StartTime'), dateFilter(query, 'EndTime')];
  const found = filtered(account.calls, (call) => {
    const { startedAt, endedAt } = callTimes(call, now);
    return (
      call.region === request.region &&
      isEqual(query, 'To', call.to) &&
      isEqual(query, 'From', call.from) &&
      isEqual(query, 'Status', callStatus(call, now)) &&
      isEqual(query, 'ParentCallSid', undefined) &&
      isInStart(startedAt) &&
      isInEnd(endedAt)
    );
  });
  return classicList(request, 'calls', found, (call) => renderCall(call, now));
}

function find({ account, params, url, region }: ApiCall): Call {
  const call = account.calls.get(params['Sid'] ?? '');
  if (call?.region !== region) throw notFound(url);
  return call;
}

/**
 * `completed` ends the call, `canceled` ends it before it is answered and leaves it alone afterwards.
 * @see https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 */
function update(request: ApiCall): Answer {
  const call = find(request);
  const now = request.state.clock.now();
  const status = request.form.get('Status');
  if (status !== undefined) {
    if (status !== 'completed' && status !== 'canceled') {
      throw invalid(21218, `Status ${status} cannot be set: completed or canceled.`);
    }
    if (isOver(call, now)) throw invalid(21220, 'Call is not in-progress. Cannot redirect.');
    if (status === 'completed' || callStatus(call, now) !== 'in-progress') {
      call.fixedStatus = status;
      call.fixedAt = now;
    }
  }
  return ok(renderCall(call, now));
}

/** A call as the 2010 API shows it. */
function renderCall(call: Call, now: number): Record<string, unknown> {
  const status = callStatus(call, now);
  const { startedAt, endedAt } = callTimes(call, now);
  const uri = `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}`;
  return {
    account_sid: call.accountSid,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.createdAt),
    direction: call.direction,
    duration: status === 'completed' ? secondsOf(startedAt, endedAt) : null,
    end_time: endedAt === undefined ? null : rfc2822(endedAt),
    forwarded_from: null,
    from: call.from,
    from_formatted: nationalFormat(call.from),
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: startedAt === undefined ? null : rfc2822(startedAt),
    status,
    subresource_uris: { recordings: `${uri}/Recordings.json`, events: `${uri}/Events.json` },
    to: call.to,
    to_formatted: nationalFormat(call.to),
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}

function secondsOf(startedAt: number | undefined, endedAt = 0): string {
  return String(Math.ceil((endedAt - (startedAt ?? endedAt)) / 1000));
}
