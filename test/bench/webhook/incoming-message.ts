import { createHmac } from 'node:crypto';
import twilio from 'twilio';

export const SHARED_KEY_ID = 'shared-1';
export const SIGNING_KEY = '0123456789abcdef0123456789abcdef';
export const BASE_URL = 'https://api.example.com';
export const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef';

/** An incoming message with everything that Twilio usually sends. */
const MESSAGE = {
  ToCountry: 'US',
  ToState: 'CA',
  SmsMessageSid: 'SM0123456789abcdef0123456789abcdef',
  NumMedia: '0',
  ToCity: 'SAN FRANCISCO',
  FromZip: '94105',
  SmsSid: 'SM0123456789abcdef0123456789abcdef',
  FromState: 'CA',
  SmsStatus: 'received',
  FromCity: 'SAN FRANCISCO',
  Body: "Hello there, it's me! Can we meet at 5?",
  FromCountry: 'US',
  To: '+15005550006',
  ToZip: '94105',
  NumSegments: '1',
  MessageSid: 'SM0123456789abcdef0123456789abcdef',
  AccountSid: ACCOUNT_SID,
  From: '+15005550001',
  ApiVersion: '2010-04-01',
};

/** One that no key made, and of the right shape. */
export const FORGED = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=';
export const FORGED_SHA256 = `${'A'.repeat(43)}=`;

/** The message as Twilio posts it to this path. */
export function incomingMessage(path: string) {
  const rawBody = Buffer.from(new URLSearchParams(MESSAGE).toString());
  return {
    method: 'POST',
    url: path,
    rawBody,
    headers: {
      host: 'api.example.com',
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': `${rawBody.length}`,
      'x-twilio-signature': twilio.getExpectedTwilioSignature(
        SIGNING_KEY,
        BASE_URL + path,
        MESSAGE,
      ),
    },
  };
}

/** The same, signed with the SharedKey. */
export function sharedKeyMessage(path: string): ReturnType<typeof incomingMessage> {
  const message = incomingMessage(path);
  const fields = Object.entries(MESSAGE).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = BASE_URL + path + fields.flat().join('');
  const signature = createHmac('sha256', SIGNING_KEY).update(text).digest('base64');
  return {
    ...message,
    headers: { ...message.headers, 'x-twilio-signature': signature, ...SETTINGS },
  };
}

/** How a request says that the SharedKey signed it. */
export const SETTINGS = {
  'x-twilio-webhooks-signature-settings': `key=${SHARED_KEY_ID},algorithm=HMAC_SHA256`,
};
