import { describe, expect, expectTypeOf, it } from 'vitest';
import { TwilioAuthConfigError, type ConfigProblem } from './config.error.js';
import { TwilioConnectionError } from './connection.error.js';
import { isTwilioAuthError, type TwilioAuthErrorOf } from './is-twilio-auth-error.js';
import { TwilioAuthPolicyError, type PolicyViolation } from './policy.error.js';
import { TwilioTokenError } from './token.error.js';
import { TwilioAuthError } from './twilio-auth.error.js';

describe('isTwilioAuthError', () => {
  it('recognises an error by its code, without instanceof', () => {
    const error: unknown = new TwilioAuthError('TWILIO_AUTH_DISABLED', 'off');
    expect(isTwilioAuthError(error)).toBe(true);
    expect(isTwilioAuthError(error, 'TWILIO_AUTH_DISABLED')).toBe(true);
    expect(isTwilioAuthError(error, 'TWILIO_AUTH_CAPABILITY')).toBe(false);
  });

  it.each([
    undefined,
    null,
    'TWILIO_AUTH_DISABLED',
    new Error('x'),
    { code: 'TWILIO_AUTH_DISABLED' },
  ])('does not recognise %j', (error) => expect(isTwilioAuthError(error)).toBe(false));

  it('narrows to the class of the code', () => {
    const fields = (error: unknown): unknown => {
      if (isTwilioAuthError(error, 'TWILIO_AUTH_CONFIG_INVALID')) {
        expectTypeOf(error.problems).toEqualTypeOf<readonly ConfigProblem[]>();
        return error.problems;
      }
      if (isTwilioAuthError(error, 'TWILIO_AUTH_POLICY_VIOLATION')) {
        expectTypeOf(error.violations).toEqualTypeOf<readonly PolicyViolation[]>();
        return error.violations;
      }
      if (isTwilioAuthError(error, 'TWILIO_AUTH_CONNECTION_FAILED')) return error.host;
      if (isTwilioAuthError(error, 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED')) return error.twilioCode;
      if (isTwilioAuthError(error, 'TWILIO_AUTH_DISABLED')) {
        expectTypeOf(error).toEqualTypeOf<TwilioAuthError>();
      }
      return undefined;
    };
    const where = { host: 'api.twilio.com', method: 'GET', path: '/', sent: 'no' } as const;
    const refusal = { reason: 'invalid_client', twilioCode: 70051 };
    const errors: TwilioAuthError[] = [
      new TwilioAuthConfigError([]),
      new TwilioAuthPolicyError('no'),
      new TwilioConnectionError({ ...where, causeCode: 'ECONNRESET' }),
      new TwilioTokenError('TWILIO_AUTH_OAUTH_TOKEN_REFUSED', 'no', refusal),
      new TwilioAuthError('TWILIO_AUTH_DISABLED', 'off'),
    ];
    expect(errors.map(fields)).toEqual([[], [], 'api.twilio.com', 70051, undefined]);
  });

  it('narrows to the classes of several codes', () => {
    expectTypeOf<
      TwilioAuthErrorOf<'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE' | 'TWILIO_AUTH_DISABLED'>
    >().toEqualTypeOf<TwilioTokenError | TwilioAuthError>();
  });
});
