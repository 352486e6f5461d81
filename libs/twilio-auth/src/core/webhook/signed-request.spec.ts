import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { TOKEN, verifierOf } from '#test/support/webhook-fixture.js';
import type { Verdict } from './verdict.js';

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
