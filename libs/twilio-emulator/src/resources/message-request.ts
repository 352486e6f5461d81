import type { Parameters } from '../protocol/parameters.js';
import { invalid } from '../protocol/twilio-error.js';
import { isSid } from '../protocol/sid.js';
import { isChannelAddress, toE164 } from '../protocol/formats.js';
import { readUrl } from '../protocol/callback-fields.js';

const MAX_BODY = 1600;

/** The fields of a new message, validated. */
interface MessageRequest {
  readonly to: string;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly statusCallback: string | undefined;
}

/**
 * Reads the form of a new message.
 * @throws {TwilioError} 400 with the code of the first invalid field.
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export function readMessageRequest(form: Parameters): MessageRequest {
  const messagingServiceSid = form.get('MessagingServiceSid');
  return {
    to: readTo(form.get('To')),
    from: readFrom(form.get('From'), messagingServiceSid),
    messagingServiceSid,
    body: readBody(form),
    mediaUrls: form.getAll('MediaUrl'),
    statusCallback: readUrl(form, 'StatusCallback', 21609),
  };
}

function readTo(to: string | undefined): string {
  if (to === undefined) throw invalid(21604, "A 'To' phone number is required.");
  const address = isChannelAddress(to) ? to : toE164(to);
  if (address === undefined) throw invalid(21211, `Invalid 'To' Phone Number: ${to}`);
  return address;
}

function readFrom(from: string | undefined, service: string | undefined): string | undefined {
  if (service !== undefined && !isSid('MG', service)) {
    throw invalid(21701, `The Messaging Service ${service} does not exist.`);
  }
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
  if (isEmpty && form.get('ContentSid') === undefined) {
    throw invalid(21602, 'Message body is required.');
  }
  if (body.length > MAX_BODY) {
    throw invalid(21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  return body;
}
