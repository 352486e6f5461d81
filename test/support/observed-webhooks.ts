import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import twilio from 'twilio';
import { createRuntime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import type { VerifyOptions } from '../../libs/twilio-auth/src/core/webhook/verify-options.js';
import type { WebhookRequest } from '../../libs/twilio-auth/src/core/webhook/request/webhook-request.js';
import { own } from '../../libs/twilio-auth/src/core/primitives/own.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { API_KEY_OPTIONS, load } from './configuration.js';
import type { Observation } from './observed-decisions.js';
import {
  ACCOUNT_SID,
  BASE_URL,
  formRequest,
  OTHER_SID,
  OTHER_TOKEN,
  TOKEN,
  UNKNOWN_SID,
} from './webhook-fixture.js';

const OPTIONS = {
  ...API_KEY_OPTIONS,
  accountSid: ACCOUNT_SID,
  webhook: { signingKeys: [{ secret: TOKEN, name: 'primary' }], baseUrl: BASE_URL },
  accounts: {
    billing: {
      ...API_KEY_OPTIONS,
      accountSid: OTHER_SID,
      webhook: { signingKeys: [OTHER_TOKEN] },
    },
  },
  resolveWebhookKeys: async (sid: string) => (sid === UNKNOWN_SID ? [OTHER_TOKEN] : undefined),
};

/** Verifies one webhook of each kind, genuine and forged. */
export async function observeWebhooks(): Promise<Observation> {
  const clock = new FakeClock();
  const config = await load(OPTIONS, { NODE_ENV: 'production' }, { clock });
  const events: object[] = [];
  const { webhooks, close } = await createRuntime(config, {
    clock,
    emit: (name, event) => void events.push({ name, ...event }),
  });
  const genuine = formRequest({ AccountSid: ACCOUNT_SID, Body: 'hi' });
  const forged = formRequest({ AccountSid: ACCOUNT_SID }, { token: OTHER_TOKEN });
  const { 'x-twilio-signature': _, ...unsigned } = forged.headers;
  const requests: Record<string, [WebhookRequest, VerifyOptions?]> = {
    genuine: [genuine],
    forged: [forged],
    unsigned: [{ ...forged, headers: unsigned }],
    'unsigned and unverified': [{ ...forged, headers: unsigned }, { verify: false }],
    'of another account': [genuine, { account: 'billing' }],
    'of a route': [
      formRequest({ AccountSid: OTHER_SID }, { token: OTHER_TOKEN }),
      { account: 'billing' },
    ],
    resolved: [formRequest({ AccountSid: UNKNOWN_SID }, { token: OTHER_TOKEN })],
    'resolved, forged': [formRequest({ AccountSid: UNKNOWN_SID })],
    unknown: [formRequest({ AccountSid: `AC${'8'.repeat(32)}` })],
    json: [jsonRequest(TOKEN)],
    'json, forged': [jsonRequest(OTHER_TOKEN)],
    'json without a hash': [{ ...jsonRequest(TOKEN), url: '/webhooks/events' }],
    'of a SharedKey': [{ ...forged, headers: { ...forged.headers, ...SETTINGS } }],
    'of a tenant': [genuine, { account: () => ({ tenant: 'acme' }) }],
    'by GET': [{ ...forged, method: 'GET' }],
  };
  const verdicts: Record<string, string> = {};
  for (const [name, [request, options]] of Object.entries(requests)) {
    verdicts[name] = shown(await webhooks.verify(request, own(options ?? {})));
  }
  const upgrade = {
    ...formRequest({}, { target: '/media', base: 'wss://api.example.com' }),
    method: 'GET',
  };
  verdicts['upgrade'] = shown(await webhooks.verifyUpgrade(upgrade));
  await close(0);
  return { ...verdicts, events: shown(events) };
}

const SETTINGS = { 'x-twilio-webhooks-signature-settings': 'key=shared,algorithm=HMAC_SHA256' };

function jsonRequest(token: string): WebhookRequest {
  const rawBody = Buffer.from('[{"id":1}]');
  const hash = createHash('sha256').update(rawBody).digest('hex');
  const url = `/webhooks/events?bodySHA256=${hash}`;
  const signature = twilio.getExpectedTwilioSignature(token, BASE_URL + url, {});
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
  return { method: 'POST', url, headers, rawBody };
}

function shown(value: unknown): string {
  return inspect(value, { depth: 5, sorted: true, breakLength: 120 });
}
