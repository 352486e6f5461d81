import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { own } from '../../libs/twilio-auth/src/core/primitives/own.js';
import type { WebhookRequest } from '../../libs/twilio-auth/src/core/webhook/request/webhook-request.js';
import {
  signWebhook,
  type WebhookToSign,
} from '../../libs/twilio-auth/src/testing/sign-webhook.js';
import {
  ACCOUNT_SID,
  BASE_URL,
  OTHER_SID,
  OTHER_TOKEN,
  TOKEN,
  verifierOf,
  webhookAccount,
  webhookKey,
} from '#test/support/webhook-fixture.js';

const billing = webhookAccount({
  name: 'billing',
  accountSid: OTHER_SID,
  keys: [webhookKey(OTHER_TOKEN)],
});
const { verifier } = verifierOf([webhookAccount(), billing]);

/** A request that was signed with the key of the default account. */
function signed(webhook: Omit<WebhookToSign, 'signingKey'>): WebhookRequest {
  const { method, path, headers, rawBody } = signWebhook({ ...webhook, signingKey: TOKEN });
  return { method, url: path, headers, rawBody };
}

const CONFLICT = { valid: false, reason: 'account-conflict' };
const sms = `${BASE_URL}/sms`;

describe('a request under the key of one account is rejected when it names another', () => {
  it.each<[string, WebhookRequest]>([
    [
      'in the query of a form',
      signed({ url: `${sms}?AccountSid=${OTHER_SID}`, params: { a: '1' } }),
    ],
    [
      'in the query beside its own in the form',
      signed({ url: `${sms}?AccountSid=${OTHER_SID}`, params: { AccountSid: ACCOUNT_SID } }),
    ],
    [
      'in brackets in the query',
      signed({ url: `${sms}?AccountSid[]=${OTHER_SID}`, params: { a: '1' } }),
    ],
    [
      'as account_sid in the query',
      signed({ url: `${sms}?account_sid=${OTHER_SID}`, params: { a: '1' } }),
    ],
    [
      'as account_sid in the form',
      signed({ url: sms, params: { AccountSid: ACCOUNT_SID, account_sid: OTHER_SID } }),
    ],
    ['in the query of JSON', signed({ url: `${sms}?AccountSid=${OTHER_SID}`, json: { a: 1 } })],
    ['at the top level of JSON', signed({ url: sms, json: { AccountSid: OTHER_SID } })],
    ['as account_sid of JSON', signed({ url: sms, json: { account_sid: OTHER_SID } })],
    ['in an element of a list', signed({ url: sms, json: [{ a: 1 }, { AccountSid: OTHER_SID }] })],
    ['as something else than text', signed({ url: sms, json: { AccountSid: [OTHER_SID] } })],
  ])('%s', (_, request) => {
    expect(verifier.verify(request)).toMatchObject(CONFLICT);
  });

  it('in an upgrade of a route with an account', () => {
    const upgrade = signed({
      url: 'wss://api.example.com/media',
      params: { AccountSid: OTHER_SID },
    });
    expect(verifier.verifyUpgrade(upgrade, own({ account: 'default' }))).toMatchObject(CONFLICT);
    const snakeCase = signed({
      url: 'wss://api.example.com/media',
      params: { account_sid: OTHER_SID },
    });
    expect(verifier.verifyUpgrade(snakeCase)).toMatchObject(CONFLICT);
  });

  it('in a form whose hash is in the URL, as JSON is signed', () => {
    const form = `AccountSid=${OTHER_SID}&Body=x`;
    const hash = createHash('sha256').update(form).digest('hex');
    const url = `/sms?bodySHA256=${hash}`;
    const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + url, {});
    const type = 'application/x-www-form-urlencoded';
    const headers = { 'content-type': type, 'x-twilio-signature': signature };
    const request = { method: 'POST', url, headers, rawBody: form };
    expect(verifier.verify(request)).toMatchObject(CONFLICT);
    expect(verifier.verify({ ...request, rawBody: `${form}y` })).toMatchObject({ valid: false });
  });
});

describe('a request is accepted when it names its own account', () => {
  it.each<[string, WebhookRequest]>([
    [
      'everywhere',
      signed({
        url: `${sms}?AccountSid=${ACCOUNT_SID}`,
        params: { AccountSid: ACCOUNT_SID, account_sid: ACCOUNT_SID },
      }),
    ],
    [
      'in JSON',
      signed({ url: sms, json: [{ AccountSid: ACCOUNT_SID, account_sid: ACCOUNT_SID }] }),
    ],
    ['in a field of the application', signed({ url: `${sms}?account_sid=17`, params: { a: '1' } })],
    ['deeper in JSON', signed({ url: sms, json: { data: { account_sid: OTHER_SID } } })],
    ['not at all in JSON', signed({ url: sms, json: 'text' })],
  ])('%s', (_, request) => {
    expect(verifier.verify(request)).toMatchObject({ valid: true, account: 'default' });
  });
});

describe('a GET with bodySHA256, as regulatory bundles are reported', () => {
  const hash = createHash('sha256').update('').digest('hex');
  it.each([
    ['once', `AccountSid=${ACCOUNT_SID}&Status=approved&bodySHA256=${hash}`],
    ['twice', `bodySHA256=${hash}&Status=approved&bodySHA256=${'0'.repeat(64)}`],
    ['of another body', `Status=approved&bodySHA256=${'0'.repeat(64)}`],
  ])('is signed by its URL: %s', (_, query) => {
    const request = signed({ url: `${sms}?${query}`, method: 'GET' });
    expect(verifier.verify(request)).toMatchObject({ valid: true });
    expect(verifier.verify({ ...request, url: `${request.url}x` })).toMatchObject({
      reason: 'bad-signature',
    });
    const withBody = { ...request, rawBody: 'a=1' };
    expect(verifier.verify(withBody)).toMatchObject({ reason: 'body-mismatch' });
    expect(verifier.verify({ ...request, method: 'POST', rawBody: 'a=1' })).toMatchObject({
      reason: 'body-mismatch',
    });
    const unkept = { ...request, rawBody: undefined };
    const announced = { ...request.headers, 'content-length': '3' };
    expect(verifier.verify({ ...unkept, headers: announced })).toMatchObject({
      reason: 'raw-body-missing',
    });
  });
});
