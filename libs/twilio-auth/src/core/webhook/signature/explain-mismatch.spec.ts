import { describe, expect, it } from 'vitest';
import { own } from '../../primitives/own.js';
import {
  formRequest,
  sharedKey,
  webhookAccount,
  TOKEN,
  verifierOf,
  webhookKey,
} from '#test/support/webhook-fixture.js';

const { verifier } = verifierOf(
  [webhookAccount({ keys: [webhookKey('another', 'new'), webhookKey(TOKEN, 'old')] })],
  { explain: true },
);

function explanation(
  signedFor: { base?: string; target?: string },
  received = '/webhooks/sms',
): unknown {
  const request = formRequest({ Body: 'private' }, signedFor);
  const verdict = verifier.verify({ ...request, url: received });
  return 'explanation' in verdict ? verdict.explanation : verdict;
}

describe('in development a rejection says what differs', () => {
  it.each([
    ['scheme', { base: 'http://api.example.com' }],
    ['host and port', { base: 'https://internal:3000' }],
    ['scheme and host and port', { base: 'http://internal:3000' }],
    ['path', { target: '/webhooks/sms/' }],
    ['query', { target: '/webhooks/sms' }, '/webhooks/sms?secret=1'],
  ] as const)('the %s', (what, signedFor, received?: string) => {
    const text = explanation(signedFor, received);
    expect(text).toMatch(new RegExp(`^Differs in ${what}: the signature is for `));
    expect(text).not.toMatch(/private|secret/);
  });

  it.each<[string, string, string]>([
    ['the order of the query', '/webhooks/sms?b=2&a=1&c=3', '/webhooks/sms?a=1&b=2&c=3'],
    ['the encoding of the query', '/webhooks/sms?a=x+y', '/webhooks/sms?a=x%20y'],
    ['the encoding of the query', '/webhooks/sms?a=%2f', '/webhooks/sms?a=%2F'],
  ])('%s, and does not advise a base URL, which could not help', (what, target, received) => {
    const text = explanation({ target }, received);
    expect(text).toMatch(new RegExp(`^Differs in ${what}: `));
    expect(text).toMatch(/Something on the way changes the query/);
    expect(text).not.toMatch(/baseUrl/);
  });

  it('the case of the host', () => {
    const { verifier: upper } = verifierOf(
      [webhookAccount({ baseUrl: 'https://API.example.com' })],
      {
        explain: true,
      },
    );
    expect(upper.verify(formRequest({ a: '1' }))).toMatchObject({
      explanation: expect.stringMatching(
        /^Differs in the case of the host: .*https:\/\/api\.example/,
      ),
    });
  });

  it.each([
    ['x-forwarded-prefix', '/gateway'],
    ['x-original-uri', '/gateway/webhooks/sms'],
  ])('a prefix that a proxy stripped and names in %s', (name, value) => {
    const request = formRequest({ a: '1' }, { target: '/gateway/webhooks/sms' });
    const headers = { ...request.headers, [name]: value };
    expect(verifier.verify({ ...request, url: '/webhooks/sms', headers })).toMatchObject({
      explanation: expect.stringMatching(/^Differs in path: .* with @TwilioWebhook\(\{ url \}\)/),
    });
  });

  it('the host that a proxy forwarded, which is not used to accept anything', () => {
    const request = formRequest({ a: '1' }, { base: 'https://public.example.com' });
    const headers = { ...request.headers, 'x-forwarded-host': 'public.example.com' };
    expect(verifier.verify({ ...request, headers })).toMatchObject({
      valid: false,
      explanation: expect.stringMatching(/^Differs in host: the signature is for https:\/\/public/),
    });
  });

  it('the url of the route, where that was given', () => {
    const url = 'http://api.example.com/webhooks/sms';
    expect(verifier.verify(formRequest({ a: '1' }), own({ url }))).toMatchObject({
      explanation: expect.stringMatching(
        /^Differs in scheme: .* Correct the url of @TwilioWebhook/,
      ),
    });
  });

  it('the algorithm', () => {
    const keys = [webhookKey('another'), sharedKey('shared', TOKEN)];
    const { verifier: shared } = verifierOf([webhookAccount({ keys })], { explain: true });
    expect(shared.verify(formRequest({ a: '1' }))).toMatchObject({
      explanation: expect.stringMatching(/made with the key "shared" and hmac-sha1/),
    });
  });

  it('not the algorithm of a key that has the right one', () => {
    const keys = [sharedKey('k1', 'another', 'hmac-sha1'), sharedKey('k2', TOKEN, 'hmac-sha1')];
    const { verifier: shared } = verifierOf([webhookAccount({ keys })], { explain: true });
    const request = formRequest({ a: '1' });
    const settings = { 'x-twilio-webhooks-signature-settings': 'key=k1,algorithm=HMAC_SHA1' };
    expect(shared.verify({ ...request, headers: { ...request.headers, ...settings } })).toEqual({
      valid: false,
      reason: 'bad-signature',
      account: 'default',
      explanation: expect.stringMatching(/^No usual variation .* none of the keys "k1", or/),
    });
  });

  it('in whole sentences, and the advice once', () => {
    expect(explanation({ target: '/webhooks/sms/' })).toBe(
      'Differs in path: the signature is for https://api.example.com/webhooks/sms/, and was checked for https://api.example.com/webhooks/sms. Something on the way changes the path: give the route the URL that stands in Twilio, with @TwilioWebhook({ url }).',
    );
  });

  it('the header that names a SharedKey, where it was lost', () => {
    const request = formRequest({ a: '1' });
    const headers = { ...request.headers, 'x-twilio-signature': `${'A'.repeat(43)}=` };
    expect(verifier.verify({ ...request, headers })).toMatchObject({
      reason: 'bad-signature',
      explanation: expect.stringMatching(/drops the header X-Twilio-Webhooks-Signature-Settings/),
    });
    const { verifier: silent } = verifierOf();
    const nonsense = { ...request.headers, 'x-twilio-signature': 'nonsense' };
    for (const verdict of [
      silent.verify({ ...request, headers }),
      verifier.verify({ ...request, headers: nonsense }),
    ]) {
      expect(verdict).toStrictEqual({ valid: false, reason: 'bad-signature', account: 'default' });
    }
  });

  it('or that the body or the key differs', () => {
    const text = explanation({ base: 'https://somewhere.else' });
    expect(text).toMatch(/the body differs, or .* none of the keys "new", "old"/);
  });

  it('but only when that is switched on', () => {
    const { verifier: silent } = verifierOf();
    const verdict = silent.verify(formRequest({ a: '1' }, { base: 'http://api.example.com' }));
    expect(verdict).toEqual({ valid: false, reason: 'bad-signature', account: 'default' });
  });
});
