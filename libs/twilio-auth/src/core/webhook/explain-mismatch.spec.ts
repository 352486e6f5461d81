import { describe, expect, it } from 'vitest';
import {
  formRequest,
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
