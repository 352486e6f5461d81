import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { isWaiting, sentAt } from '../state/message.js';
import type { Message } from '../state/message.js';
import { newMessage, storeMessage } from '../state/new-message.js';
import { dateFilter, isEqual } from './filters.js';
import { filtered } from './listed.js';
import { classicList } from './lists.js';
import { refuseMagicMessage } from './magic-numbers.js';
import { MESSAGE_PARAMETERS, readMessageRequest } from './message-request.js';
import { senderOf } from './message-sender.js';
import { renderMessage } from './render-message.js';
import { accountResource, resourceRoutes } from './resource-routes.js';
import type { ApiCall } from './route.js';

const PARAMETERS = {
  create: MESSAGE_PARAMETERS,
  list: ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>'],
  update: ['Body', 'Status'],
};

/** @see https://www.twilio.com/docs/messaging/api/message-resource */
export const messageRoutes = resourceRoutes(accountResource('Messages'), PARAMETERS, {
  create,
  list,
  read: (call) => ok(renderMessage(find(call), call.state.clock.now())),
  update,
  remove: (call) => call.account.messages.delete(find(call).sid),
});

function create(call: ApiCall): Answer {
  const { account, state } = call;
  const now = state.clock.now();
  const { statusCallback, sendAt = now, ...request } = readMessageRequest(call.form, now);
  const test = call.credential.kind === 'test' ? call.credential : undefined;
  if (test) refuseMagicMessage(request.from, request.to);
  const { from, service, isSenderChosen } = senderOf(call, {
    ...request,
    statusCallback,
    sendAt,
  });
  const message = newMessage(state, {
    ...request,
    accountSid: test?.sid ?? account.sid,
    region: call.region,
    from,
    isSenderChosen,
    direction: 'outbound-api',
    sendAt,
  });
  // Test credentials store nothing and send no webhooks.
  if (!test) {
    storeMessage(state, account, message, statusCallback ?? service?.settings.StatusCallback);
  }
  return created(renderMessage(message, now));
}

function list(call: ApiCall): Answer {
  const { query, account, state } = call;
  const now = state.clock.now();
  const isInDates = dateFilter(query, 'DateSent', { throughDay: true });
  const found = filtered(
    account.messages,
    (message) =>
      message.region === call.region &&
      isEqual(query, 'To', message.to) &&
      isEqual(query, 'From', message.from) &&
      isInDates(sentAt(message, now)),
  );
  return classicList(call, 'messages', found, (message) => renderMessage(message, now));
}

function find(call: ApiCall): Message {
  const message = call.account.messages.get(call.params['Sid'] ?? '');
  if (message?.region !== call.region) throw notFound(call.url);
  return message;
}

/** An empty `Body` redacts the message; `Status=canceled` cancels one that is not sent yet. */
function update(call: ApiCall): Answer {
  const message = find(call);
  const now = call.state.clock.now();
  const status = call.form.get('Status');
  if (status !== undefined) {
    if (status !== 'canceled') throw invalid(20001, 'Status can be set to canceled only.');
    if (!isWaiting(message, now)) {
      throw invalid(30409, 'Message cannot be canceled in its current status.');
    }
    message.fixedStatus = 'canceled';
    call.state.onCanceled(message);
  }
  if (call.form.raw('Body') === '') message.body = '';
  else if (call.form.raw('Body') !== undefined) {
    throw invalid(20001, 'A message body can only be redacted, with an empty Body.');
  }
  return ok(renderMessage(message, now));
}
