import { describe, expect, it } from 'vitest';
import { TwilioConnectionError } from './connection.error.js';
import { ERROR_CODES, type TwilioAuthErrorCode } from './error-codes.js';
import { answerTo, answerToSdk } from './http-answer.js';
import type { SdkException } from './sdk-exception.js';
import { TwilioAuthError } from './twilio-auth.error.js';

const ACCOUNT_SID = `AC${'a'.repeat(32)}`;
const sdk = (status: number, code?: number, more: object = {}): SdkException =>
  Object.assign(new Error('The message of Twilio'), {
    status,
    code,
    moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    details: undefined,
    ...more,
  }) as SdkException;

describe("Twilio's answers, as a client sees them", () => {
  it.each([
    [401, 20003, 502, 'TWILIO_API_CREDENTIAL_REJECTED'],
    [403, 20008, 502, 'TWILIO_API_CREDENTIAL_REJECTED'],
    [404, 70051, 502, 'TWILIO_API_CREDENTIAL_REJECTED'],
    [400, 20003, 502, 'TWILIO_API_CREDENTIAL_REJECTED'],
    [429, 20429, 503, 'TWILIO_API_THROTTLED'],
    [429, undefined, 503, 'TWILIO_API_THROTTLED'],
    [500, 20500, 502, 'TWILIO_API_UNAVAILABLE'],
    [503, 20503, 502, 'TWILIO_API_UNAVAILABLE'],
    [418, undefined, 502, 'TWILIO_API_UNAVAILABLE'],
    [504, undefined, 504, 'TWILIO_API_TIMEOUT'],
    [400, 21211, 400, 'TWILIO_API_INVALID_REQUEST'],
    [404, 20404, 404, 'TWILIO_API_INVALID_REQUEST'],
    [409, 54301, 409, 'TWILIO_API_INVALID_REQUEST'],
  ])('%i with code %s becomes %i %s', (status, code, statusCode, errorCode) => {
    const { body } = answerToSdk(sdk(status, code));
    expect(body).toMatchObject({ statusCode, errorCode });
    expect(body.twilioCode).toBe(code);
  });

  it('keep the message and page of Twilio where the caller can correct the request', () => {
    const { body } = answerToSdk(sdk(400, 21211));
    expect(body.message).toBe('The message of Twilio');
    expect(body.moreInfo).toBe('https://www.twilio.com/docs/errors/21211');
  });

  it('hide the account SID in a message about a missing resource', () => {
    const message = `The requested resource /2010-04-01/Accounts/${ACCOUNT_SID}/x was not found`;
    const { body } = answerToSdk(sdk(404, 20404, { message }));
    expect(body.message).toBe('The requested resource /2010-04-01/Accounts/AC…/x was not found');
  });

  it('otherwise say nothing about this application', () => {
    for (const [status, code] of [
      [401, 20003],
      [500, 20500],
    ] as const) {
      const { body } = answerToSdk(sdk(status, code, { message: `${ACCOUNT_SID} is suspended` }));
      expect(body.message).not.toContain('AC');
      expect(body).not.toHaveProperty('moreInfo');
    }
  });

  it('have a message even when Twilio sent none', () => {
    expect(answerToSdk(sdk(400, undefined, { message: undefined })).body.message).toBe(
      'Twilio refused the request.',
    );
  });

  it.each([
    [undefined, 1],
    [{ retryAfterMs: 2500 }, 3],
    [{ retryAfterMs: 'soon' }, 1],
  ])('tell a throttled client when to retry: %j', (details, retryAfterSeconds) =>
    expect(answerToSdk(sdk(429, 20429, { details }))).toMatchObject({ retryAfterSeconds }),
  );
});

describe('our own errors, as a client sees them', () => {
  it.each(Object.keys(ERROR_CODES) as TwilioAuthErrorCode[])('%s has its status', (code) => {
    const { body } = answerTo(new TwilioAuthError(code, 'billing is misconfigured'));
    expect(body).toMatchObject({ errorCode: code, statusCode: ERROR_CODES[code].httpStatus });
    const isShown = body.message.includes('billing');
    expect(isShown).toBe(code === 'TWILIO_AUTH_ACCESS_TOKEN_INVALID');
  });

  it.each([
    ['TIMEOUT', 504],
    ['UND_ERR_CONNECT_TIMEOUT', 504],
    ['ETIMEDOUT', 504],
    ['ECONNREFUSED', 502],
  ])('a connection that failed with %s is %i', (causeCode, status) => {
    const get = { host: 'h', method: 'GET', path: '/', sent: 'unknown' } as const;
    const error = new TwilioConnectionError({ ...get, causeCode });
    expect(answerTo(error).body.statusCode).toBe(status);
  });

  it('a webhook that could not be checked is 503, not 403', () => {
    const details = { reason: 'keys-unavailable' };
    const error = new TwilioAuthError('TWILIO_AUTH_WEBHOOK_REJECTED', 'no keys', details);
    expect(answerTo(error).body.statusCode).toBe(503);
  });

  it('round Retry-After up to whole seconds, and omit it when it is unknown', () => {
    const error = (retryAfterMs?: number): TwilioAuthError =>
      new TwilioAuthError(
        'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
        'down',
        retryAfterMs === undefined ? {} : { retryAfterMs },
      );
    expect(answerTo(error(4001)).retryAfterSeconds).toBe(5);
    expect(answerTo(error(0)).retryAfterSeconds).toBe(1);
    expect(answerTo(error())).not.toHaveProperty('retryAfterSeconds');
  });
});
