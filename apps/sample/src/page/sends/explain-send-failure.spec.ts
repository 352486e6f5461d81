import { BadRequestException, UnprocessableEntityException } from '@nestjs/common';
import { TwilioAuthError, TwilioConnectionError, TwilioTokenError } from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import { explainSendFailure } from './explain-send-failure.js';
import type { WireRequest } from './wire-tap.js';

const CALL = { host: 'api.twilio.com', method: 'POST', path: '/Messages.json' };

const request = (path: string, status?: number): WireRequest => ({
  method: 'POST',
  path,
  startedMs: 0,
  ...(status !== undefined && { status }),
});

describe('A message that was not sent', () => {
  it.each([
    [
      'this application, with every problem',
      new BadRequestException(['to is wrong', 'no body']),
      'app',
      /asked Twilio nothing: to is wrong; no body\./,
    ],
    [
      'this application, with one reason',
      new UnprocessableEntityException('no number'),
      'app',
      /asked Twilio nothing: no number\./,
    ],
    ['this application, which has a bug', new TypeError('x'), 'app', /see its log/],
    [
      'the library',
      new TwilioAuthError('TWILIO_AUTH_CAPABILITY', 'x', { reason: 'r' }),
      'library',
      /refused it \(TWILIO_AUTH_CAPABILITY: r\)/,
    ],
    [
      'Twilio',
      Object.assign(new Error('x'), { status: 503, code: 20503 }),
      'twilio',
      /^Twilio answered 503, code 20503\.$/,
    ],
    [
      'Twilio, without a code',
      Object.assign(new Error('x'), { status: 500 }),
      'twilio',
      /^Twilio answered 500\.$/,
    ],
  ])('was refused by %s', (_who, error, by, text) => {
    expect(explainSendFailure(error, [])).toEqual({ by, text: expect.stringMatching(text) });
  });

  it('may have been accepted if a request for it has no answer', () => {
    const error = new TwilioConnectionError({ ...CALL, causeCode: 'ECONNRESET', sent: 'yes' });
    const sent = [request('/Messages.json')];
    expect(explainSendFailure(error, sent).text).toContain('Twilio may have accepted it');
    expect(explainSendFailure(error, []).text).not.toContain('may have accepted');
  });

  it('cannot have been accepted where the connection failed before it was asked for', () => {
    const error = new TwilioConnectionError({ ...CALL, causeCode: 'ECONNRESET', sent: 'yes' });
    const unsent = new TwilioConnectionError({ ...CALL, causeCode: 'ECONNREFUSED', sent: 'no' });
    for (const { text } of [
      explainSendFailure(error, [request('/IncomingPhoneNumbers.json')]),
      explainSendFailure(unsent, [request('/Messages.json')]),
    ]) {
      expect(text).toContain('There is no answer, so the message was not sent');
      expect(text).not.toContain('may have accepted');
    }
  });

  it('was refused by this application after an answer of Twilio', () => {
    const error = new UnprocessableEntityException('The account has no number');
    const requests = [request('/v2/token', 200), request('/IncomingPhoneNumbers.json', 200)];
    const { by, text } = explainSendFailure(error, requests);
    expect([by, text]).toEqual(['app', 'This app refused it: The account has no number.']);
  });

  it('did not reach the API without a token', () => {
    const error = new TwilioTokenError('TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE', 'x', { reason: 'r' });
    const { text } = explainSendFailure(error, [request('/v2/token', 503)]);
    expect(text).toContain('was not sent to the API (TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE: r)');
  });

  it('had no other token after the first one was rejected', () => {
    const error = Object.assign(new Error('x'), { status: 401, code: 20003 });
    const requests = [request('/Messages.json', 401), request('/v2/token', 503)];
    expect(explainSendFailure(error, requests).text).toMatch(
      /401, code 20003, and there was no other/,
    );
  });
});
