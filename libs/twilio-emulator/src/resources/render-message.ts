import { rfc2822 } from '../state/dates.js';
import { messageStatus } from '../state/message.js';
import type { Message } from '../state/message.js';

/** A message as the 2010 API shows it. */
export function renderMessage(message: Message, now: number): Record<string, unknown> {
  const status = messageStatus(message, now);
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const isSent = ['sent', 'delivered', 'received'].includes(status);
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: isSent ? rfc2822(message.createdAt) : null,
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
