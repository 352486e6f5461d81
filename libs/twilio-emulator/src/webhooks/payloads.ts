import { rfc2822 } from '../protocol/formats.js';
import { segmentsOf } from '../protocol/segments.js';
import type { Call } from '../state/call.js';
import type { Message } from '../state/message.js';

type Params = Record<string, string>;
const API_VERSION = '2010-04-01';

/** @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export function messageStatusParams(message: Message, status: string): Params {
  return {
    AccountSid: message.accountSid,
    ApiVersion: API_VERSION,
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
  return {
    AccountSid: message.accountSid,
    ApiVersion: API_VERSION,
    Body: message.body,
    From: message.from ?? '',
    ...Object.fromEntries(message.mediaUrls.map((url, index) => [`MediaUrl${index}`, url])),
    MessageSid: message.sid,
    ...(message.messagingServiceSid !== undefined && {
      MessagingServiceSid: message.messagingServiceSid,
    }),
    NumMedia: String(message.mediaUrls.length),
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
