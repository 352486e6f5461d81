import { rfc2822 } from '../protocol/formats.js';
import { segmentsOf } from '../protocol/segments.js';
import type { Call } from '../state/call.js';
import type { Message } from '../state/message.js';
import { contentTypeOf } from '../state/new-media.js';

type Params = Record<string, string>;
const API_VERSION = '2010-04-01';

/** @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export function messageStatusParams(message: Message, status: string): Params {
  return {
    AccountSid: message.accountSid,
    ApiVersion: API_VERSION,
    ...(message.outcome?.status === status && { ErrorCode: String(message.outcome.errorCode) }),
    ...(message.from !== undefined && { From: message.from }),
    ...(message.messagingServiceSid !== undefined && {
      MessagingServiceSid: message.messagingServiceSid,
    }),
    MessageSid: message.sid,
    MessageStatus: status,
    SmsSid: message.sid,
    SmsStatus: status,
    To: message.to,
  };
}

/** @see https://www.twilio.com/docs/messaging/guides/webhook-request */
export function inboundMessageParams(message: Message): Params {
  const media = [...message.media.values()];
  return {
    AccountSid: message.accountSid,
    ApiVersion: API_VERSION,
    Body: message.body,
    From: message.from ?? '',
    ...Object.fromEntries(
      media.map(({ url }, index) => [`MediaContentType${index}`, contentTypeOf(url)]),
    ),
    ...Object.fromEntries(media.map(({ url }, index) => [`MediaUrl${index}`, url])),
    MessageSid: message.sid,
    ...(message.messagingServiceSid !== undefined && {
      MessagingServiceSid: message.messagingServiceSid,
    }),
    NumMedia: String(media.length),
    NumSegments: String(segmentsOf(message.body)),
    SmsMessageSid: message.sid,
    SmsSid: message.sid,
    SmsStatus: 'received',
    To: message.to,
  };
}

/** @see https://www.twilio.com/docs/voice/twiml#request-parameters */
export function callParams(call: Call, status: string): Params {
  return {
    AccountSid: call.accountSid,
    ApiVersion: API_VERSION,
    CallSid: call.sid,
    CallStatus: status,
    Called: call.to,
    Caller: call.from,
    Direction: call.direction,
    From: call.from,
    To: call.to,
  };
}

/** @see https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
export function callStatusParams(
  call: Call,
  status: string,
  sequence: number,
  now: number,
): Params {
  return {
    ...callParams(call, status),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequence),
    Timestamp: rfc2822(now),
    ...(status === 'completed' && { CallDuration: '0', Duration: '1' }),
  };
}
