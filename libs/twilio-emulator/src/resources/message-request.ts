import type { Parameters } from '../protocol/parameters.js';
import { invalid } from '../protocol/twilio-error.js';
import { isChannelAddress, toE164 } from '../protocol/formats.js';
import { checkedUrl, readUrl } from '../protocol/callback-fields.js';

const MAX_BODY = 1600;
const MAX_MEDIA = 10;

/** The parameters of a new message. */
export const MESSAGE_PARAMETERS = [
  'To',
  'From',
  'MessagingServiceSid',
  'Body',
  'MediaUrl',
  'StatusCallback',
  'ScheduleType',
  'SendAt',
];

/** The fields of a new message, validated. */
export interface MessageRequest {
  readonly to: string;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly statusCallback: string | undefined;
  /** Epoch milliseconds; `undefined` to send it at once. */
  readonly sendAt: number | undefined;
}

/**
 * Reads the form of a new message.
 * @throws {TwilioError} 400 with the code of the first invalid field.
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export function readMessageRequest(form: Parameters, now: number): MessageRequest {
  const messagingServiceSid = form.get('MessagingServiceSid');
  const to = readTo(form.get('To'));
  const from = readFrom(form.get('From'), messagingServiceSid);
  if (from === to) throw invalid(21266, "'To' and 'From' number cannot be the same");
  return {
    to,
    from,
    messagingServiceSid,
    body: readBody(form),
    mediaUrls: readMediaUrls(form),
    statusCallback: readUrl(form, 'StatusCallback', 21609),
    sendAt: readSendAt(form, now),
  };
}

function readTo(to: string | undefined): string {
  if (to === undefined) throw invalid(21604, "A 'To' phone number is required.");
  const address = isChannelAddress(to) ? to : toE164(to);
  if (address === undefined) throw invalid(21211, `Invalid 'To' Phone Number: ${to}`);
  return address;
}

function readFrom(from: string | undefined, service: string | undefined): string | undefined {
  if (from === undefined) {
    if (service === undefined) throw invalid(21603, "A 'From' phone number is required.");
    return undefined;
  }
  // Besides numbers there are short codes, alphanumeric senders and other channels.
  const isSender = /^\d{3,8}$|^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(from);
  const address = isChannelAddress(from) || isSender ? from : toE164(from);
  if (address === undefined) throw invalid(21212, `Invalid 'From' Phone Number: ${from}`);
  return address;
}

function readBody(form: Parameters): string {
  const body = form.raw('Body') ?? '';
  const isEmpty = body.trim() === '' && form.getAll('MediaUrl').length === 0;
  if (isEmpty) throw invalid(21602, 'Message body is required.');
  if (body.length > MAX_BODY) {
    throw invalid(21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  return body;
}

/** https://www.twilio.com/docs/messaging/api/message-resource: up to ten. */
function readMediaUrls(form: Parameters): readonly string[] {
  const urls = form.getAll('MediaUrl');
  if (urls.length > MAX_MEDIA) {
    throw invalid(21623, `Number of media files exceeds the allowed limit of ${MAX_MEDIA}`);
  }
  return urls.map((url) => checkedUrl(url, 'MediaUrl', 21620));
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * When a scheduled message is to be sent: 15 minutes to 35 days ahead, with a messaging service. Without one, an FAQ
 * of Twilio says, it is sent at once. A message that is sent too early cannot be taken back, so this refuses it.
 * @see https://www.twilio.com/docs/api/errors/35114
 */
function readSendAt(form: Parameters, now: number): number | undefined {
  const [type, text] = [form.get('ScheduleType'), form.get('SendAt')];
  if (type === undefined && text === undefined) return undefined;
  if (type !== 'fixed') throw invalid(20001, 'ScheduleType must be fixed, the only one there is.');
  if (text === undefined) throw invalid(35111, 'SendAt is required with ScheduleType.');
  if (form.get('MessagingServiceSid') === undefined) {
    throw invalid(35118, 'MessagingServiceSid is required to schedule a message');
  }
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : NaN;
  const isInTime = at >= now + 15 * MINUTE_MS && at <= now + 35 * DAY_MS;
  if (isInTime) return at;
  throw invalid(35114, 'SendAt must be an ISO 8601 time between 15 minutes and 35 days ahead.');
}
