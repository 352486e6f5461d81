import { rfc2822 } from '../protocol/formats.js';
import { segmentsOf } from '../protocol/segments.js';
import { errorCodeOf, isWaiting, messageStatus, sentAt } from '../state/message.js';
import type { Message } from '../state/message.js';
import { errorMessageOf } from '../state/outcomes.js';

/** A message as the 2010 API shows it. */
export function renderMessage(message: Message, now: number): Record<string, unknown> {
  const sent = sentAt(message, now);
  const error = errorCodeOf(message, now);
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const isSenderHidden = message.isSenderChosen && isWaiting(message, now);
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: sent === undefined ? null : rfc2822(sent),
    date_updated: rfc2822(message.createdAt),
    direction: message.direction,
    error_code: error ?? null,
    error_message: error === undefined ? null : errorMessageOf(error),
    from: isSenderHidden ? null : (message.from ?? null),
    messaging_service_sid: message.messagingServiceSid ?? null,
    num_media: String(message.media.size),
    num_segments: String(segmentsOf(message.body)),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: messageStatus(message, now),
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}
