import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall } from './route.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { messageStatus, sentAt } from '../state/message.js';
import type { Message } from '../state/message.js';
import { newSid } from '../protocol/sid.js';
import { accountResource, resourceRoutes } from './resource-routes.js';
import { rfc2822 } from '../protocol/formats.js';
import { dateFilter, isEqual } from './filters.js';
import { classicList } from './lists.js';
import { refuseMagicMessage } from './magic-numbers.js';
import { readMessageRequest } from './message-request.js';

const PARAMETERS = {
  create: ['To', 'From', 'MessagingServiceSid', 'Body', 'MediaUrl', 'StatusCallback'],
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
  const { statusCallback, ...request } = readMessageRequest(call.form);
  const test = call.credential.kind === 'test' ? call.credential : undefined;
  if (test) refuseMagicMessage(request.from, request.to);
  const now = call.state.clock.now();
  const message: Message = {
    sid: newSid(request.mediaUrls.length > 0 ? 'MM' : 'SM'),
    accountSid: test?.sid ?? call.account.sid,
    ...request,
    direction: 'outbound-api',
    createdAt: now,
    stepMs: call.state.stepMs,
    fixedStatus: undefined,
  };
  // Test credentials store nothing and send no webhooks.
  if (!test) {
    call.account.messages.set(message.sid, message);
    if (statusCallback) call.state.onMessage(message, statusCallback);
  }
  return created(renderMessage(message, now));
}

function list(call: ApiCall): Answer {
  const { query, account, state } = call;
  const now = state.clock.now();
  const isInDates = dateFilter(query, 'DateSent', { throughDay: true });
  const found = [...account.messages.values()]
    .toReversed()
    .filter(
      (message) =>
        isEqual(query, 'To', message.to) &&
        isEqual(query, 'From', message.from) &&
        isInDates(sentAt(message, now)),
    );
  return classicList(call, 'messages', found, (message) => renderMessage(message, now));
}

function find(call: ApiCall): Message {
  const message = call.account.messages.get(call.params['Sid'] ?? '');
  if (message === undefined) throw notFound(call.url);
  return message;
}

/** An empty `Body` redacts the message; `Status=canceled` cancels one that is not sent yet. */
function update(call: ApiCall): Answer {
  const message = find(call);
  const now = call.state.clock.now();
  const status = call.form.get('Status');
  if (status !== undefined) {
    if (status !== 'canceled') throw invalid(20001, 'Status can be set to canceled only.');
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

/** A message as the 2010 API shows it. */
function renderMessage(message: Message, now: number): Record<string, unknown> {
  const status = messageStatus(message, now);
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const sent = sentAt(message, now);
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: sent === undefined ? null : rfc2822(sent),
    date_updated: rfc2822(message.createdAt),
    direction: message.direction,
    error_code: null,
    error_message: null,
    from: message.from ?? null,
    messaging_service_sid: message.messagingServiceSid ?? null,
    num_media: String(message.mediaUrls.length),
    num_segments: String(Math.max(1, Math.ceil(message.body.length / 160))),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}
