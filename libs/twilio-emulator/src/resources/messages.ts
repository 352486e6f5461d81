import type { Permission } from '../auth/permissions.js';
import { created, noContent, ok } from '../server/answer.js';
import type { Answer } from '../server/answer.js';
import type { ApiCall, ApiRoute } from '../server/route.js';
import { invalid, notFound } from '../server/twilio-error.js';
import { messageStatus } from '../state/message.js';
import type { Message } from '../state/message.js';
import { newSid } from '../state/sid.js';
import { classicList } from './lists.js';
import { refuseMagicMessage } from './magic-numbers.js';
import { readMessageRequest } from './message-request.js';
import { renderMessage } from './render-message.js';

const LIST = '/2010-04-01/Accounts/{AccountSid}/Messages.json';
const ONE = '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json';
const permission = (action: string): { permission: Permission; subaccounts: true } => ({
  permission: `/twilio/messaging/messages/${action}`,
  subaccounts: true,
});

/** @see https://www.twilio.com/docs/messaging/api/message-resource */
export const messageRoutes: readonly ApiRoute[] = [
  {
    product: 'api',
    verb: 'POST',
    path: LIST,
    access: { ...permission('create'), testCredentials: true },
    handle: create,
  },
  { product: 'api', verb: 'GET', path: LIST, access: permission('read'), handle: list },
  {
    product: 'api',
    verb: 'GET',
    path: ONE,
    access: permission('read'),
    handle: (call) => ok(renderMessage(find(call), call.world.clock.now())),
  },
  { product: 'api', verb: 'POST', path: ONE, access: permission('update'), handle: update },
  {
    product: 'api',
    verb: 'DELETE',
    path: ONE,
    access: permission('delete'),
    handle: (call) => {
      call.account.messages.delete(find(call).sid);
      return noContent();
    },
  },
];

function create(call: ApiCall): Answer {
  const { statusCallback, ...request } = readMessageRequest(call.form);
  const test = call.credential.kind === 'test' ? call.credential : undefined;
  if (test) refuseMagicMessage(request.from, request.to);
  const now = call.world.clock.now();
  const message: Message = {
    sid: newSid(request.mediaUrls.length > 0 ? 'MM' : 'SM'),
    accountSid: test?.sid ?? call.account.sid,
    ...request,
    direction: 'outbound-api',
    createdAt: now,
    stepMs: call.world.stepMs,
    fixedStatus: undefined,
  };
  // Test credentials change nothing and call nobody back.
  if (!test) {
    call.account.messages.set(message.sid, message);
    if (statusCallback) call.world.happenings.onMessage(message, statusCallback);
  }
  return created(renderMessage(message, now));
}

function list(call: ApiCall): Answer {
  const now = call.world.clock.now();
  const [to, from] = [call.query.get('To'), call.query.get('From')];
  const found = [...call.account.messages.values()]
    .toReversed()
    .filter((message) => (to ? message.to === to : true) && (from ? message.from === from : true));
  return classicList(call, 'messages', found, (message) => renderMessage(message, now));
}

function find(call: ApiCall): Message {
  const message = call.account.messages.get(call.params['Sid'] ?? '');
  if (message === undefined) throw notFound(call.url);
  return message;
}

/** An empty `Body` redacts; `Status=canceled` cancels what is not sent yet. */
function update(call: ApiCall): Answer {
  const message = find(call);
  const now = call.world.clock.now();
  if (call.form.get('Status') === 'canceled') {
    if (messageStatus(message, now) !== 'queued') {
      throw invalid(30409, 'Message cannot be canceled in its current status.');
    }
    message.fixedStatus = 'canceled';
  }
  if (call.form.raw('Body') === '') message.body = '';
  else if (call.form.raw('Body') !== undefined) {
    throw invalid(20001, 'A message body can only be redacted, with an empty Body.');
  }
  return ok(renderMessage(message, now));
}
