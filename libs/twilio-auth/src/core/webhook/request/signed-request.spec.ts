import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { formRequest, TOKEN, verifierOf, webhookAccount } from '#test/support/webhook-fixture.js';
import type { Verdict } from '../verdict.js';

const { verifier } = verifierOf(undefined, { explain: true });

/** The verdict on an upgrade that was signed for one URL and received for another base URL. */
function verdict(signedFor: string, baseUrl: string): Verdict | Promise<Verdict> {
  const signature = twilio.getExpectedTwilioSignature(TOKEN, signedFor, {});
  const headers = { host: 'internal:3000', 'x-twilio-signature': signature };
  return verifier.verifyUpgrade({ url: '/media', headers }, { baseUrl });
}

describe('the URL of a WebSocket upgrade', () => {
  it.each([
    ['wss://media.example.com/media', 'https://media.example.com'],
    ['wss://media.example.com/media', 'wss://media.example.com'],
    ['ws://localhost:3000/media', 'http://localhost:3000'],
    ['ws://localhost:3000/media/', 'ws://localhost:3000'],
  ])('%s is accepted for the base URL %s', (signedFor, baseUrl) => {
    expect(verdict(signedFor, baseUrl)).toMatchObject({ valid: true });
  });

  it.each([
    ['ws://media.example.com/media', 'https://media.example.com'],
    ['https://media.example.com/media', 'https://media.example.com'],
    ['ftp://media.example.com/media', 'ftp://media.example.com'],
  ])('%s is rejected for the base URL %s', (signedFor, baseUrl) => {
    expect(verdict(signedFor, baseUrl)).toMatchObject({ valid: false, reason: 'bad-signature' });
  });

  it('is explained in development, including its scheme', () => {
    expect(verdict('ws://media.example.com/media', 'wss://media.example.com')).toMatchObject({
      explanation: expect.stringMatching(/^Differs in scheme: the signature is for ws:/),
    });
  });
});

describe('without a base URL, the URL that Twilio signed', () => {
  const account = webhookAccount({ baseUrl: null });
  const { verifier: withoutBaseUrl } = verifierOf([account]);

  /** The verdict on a form for `/sms` that was signed for a URL which begins with this host. */
  const verdictFor = (host: string): Verdict | Promise<Verdict> => {
    const request = formRequest({ Body: 'hi' }, { base: `https://${host}`, target: '/sms' });
    return withoutBaseUrl.verify({ ...request, headers: { ...request.headers, host } });
  };

  it.each(['api.example.com', 'API.example.com:8443', '127.0.0.1', '[::1]:3000'])(
    'begins with the Host header %j',
    (host) => expect(verdictFor(host)).toMatchObject({ valid: true }),
  );

  it.each(['h/path', 'h?x=', 'h#', '', 'h h', ' h', '[::1', 'user@h', 'h\\path', 'h:port'])(
    'does not begin with %j, which is not only a host and a port',
    (host) => expect(verdictFor(host)).toMatchObject({ valid: false, reason: 'bad-signature' }),
  );
});
