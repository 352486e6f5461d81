import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TwilioAuthConfigError } from './config.error.js';
import { TwilioConnectionError } from './connection.error.js';
import { policyViolated } from './policy.error.js';
import { TwilioAuthError } from './twilio-auth.error.js';

describe('an error of ours', () => {
  it('has only the details that were given', () => {
    const error = new TwilioAuthError('TWILIO_AUTH_DISABLED', 'off', { reason: 'x' });
    expect(Object.keys(error)).not.toContain('account');
    expect(error).toMatchObject({ reason: 'x', retryable: false, name: 'TwilioAuthError' });
    expect(error.cause).toBeUndefined();
    expect(error.stack).toMatch(/^TwilioAuthError|^Error/);
  });

  it('of the configuration lists every problem with its variable and remedy', () => {
    const error = new TwilioAuthConfigError(
      [
        { path: 'auth.keySid', variable: 'TWILIO_API_KEY', expected: 'a key', remedy: 'Copy it.' },
        { path: 'http', expected: 'an object', remedy: 'Correct it.' },
      ],
      'billing',
    );
    expect(error).toMatchObject({ name: 'TwilioAuthConfigError', account: 'billing' });
    expect(error.message).toMatch(
      /2 problems:\n {2}- TWILIO_API_KEY \(auth\.keySid\): a key\. Copy it\.\n {2}- http: an object\. Correct it\.\n.*configuration\.md$/,
    );
  });

  it('of the policy has the first rule as its reason, and all of them as violations', () => {
    const violation = {
      rule: 'main-key',
      account: 'billing',
      severity: 'error',
      message: 'm',
      remedy: 'r',
    } as const;
    const error = policyViolated([violation, { ...violation, rule: 'b' }], {
      name: 'staging',
      isProduction: true,
      because: 'NODE_ENV is "staging"',
    });
    expect(error).toMatchObject({
      name: 'TwilioAuthPolicyError',
      reason: 'main-key',
      account: 'billing',
      violations: [violation, {}],
    });
    expect(error.message).toContain('"staging"');
    expect(inspect(error)).not.toContain('violations');
  });

  it('of a connection has host, method and path, and no cause', () => {
    const where = { host: 'api.twilio.com', method: 'GET', path: '/x' };
    const failure = { ...where, causeCode: 'ECONNRESET', sent: 'unknown' } as const;
    const error = new TwilioConnectionError(failure);
    expect(error).toMatchObject({ reason: 'ECONNRESET', retryable: true, host: 'api.twilio.com' });
    expect(inspect(error, { showHidden: true })).not.toContain('[cause]');
    expect(new TwilioConnectionError({ ...failure, retryable: false }).retryable).toBe(false);
  });

  it.each([
    ['POST', 'yes', false],
    ['POST', 'unknown', false],
    ['POST', 'no', true],
    ['GET', 'yes', true],
    ['HEAD', 'unknown', true],
  ] as const)('of a %s that was sent: %s, is retryable: %s', (method, sent, retryable) => {
    const error = new TwilioConnectionError({ method, sent, causeCode: 'ECONNRESET' });
    expect(error).toMatchObject({ sent, retryable });
  });

  it('of a request that was not sent has no host, and says why', () => {
    const message = 'The request was not sent. It has no URL.';
    const error = new TwilioConnectionError({ causeCode: 'invalid-url', message, sent: 'no' });
    expect(error).toMatchObject({ message, reason: 'invalid-url' });
    expect(Object.keys(error)).not.toContain('host');
  });
});
