import { runInNewContext } from 'node:vm';
import { errors } from 'undici';
import { describe, expect, it } from 'vitest';
import {
  connectionError,
  ExchangeFailure,
  failureCode,
  failureOf,
  requestRefused,
} from './failures.js';

const named = (name: string): Error => Object.assign(new Error('private words'), { name });

/** As under Jest, whose tests have an `Error` of their own. */
const fromAnotherRealm: unknown = runInNewContext(
  'Object.assign(new Error("x"), { code: "ECONNREFUSED" })',
);

describe('the code of a failure', () => {
  it.each([
    ['the code of the system', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['the code of the HTTP client', new errors.SocketError('x'), 'UND_ERR_SOCKET'],
    ['the code of its cause', new Error('x', { cause: { code: 1 } }), 'UNKNOWN'],
    [
      'the code of an error below',
      new TypeError('x', { cause: new errors.ConnectTimeoutError('x') }),
      'UND_ERR_CONNECT_TIMEOUT',
    ],
    ['the name of the error, where there is no code', named('HTTPParserError'), 'HTTPParserError'],
    ['the code of an error of another realm', fromAnotherRealm, 'ECONNREFUSED'],
    ['its own for a 100 Continue', new errors.SocketError('bad response'), 'UNEXPECTED_CONTINUE'],
    ['nothing for a mistake of our own', new TypeError('x is not a function'), undefined],
    ['nothing for one in another realm', runInNewContext('new ReferenceError("x")'), undefined],
    ['UNKNOWN for a thrown string', 'private words', 'UNKNOWN'],
    ['UNKNOWN for nothing', undefined, 'UNKNOWN'],
    ['its own code, whatever its message', { code: 'EPIPE', message: 'bad response' }, 'EPIPE'],
  ])('is %s', (_, error, code) => {
    expect(failureCode(error)).toBe(code);
  });
});

describe('a failure', () => {
  it('is an error of ours that carries the code alone', () => {
    expect(failureOf(fromAnotherRealm, 'no')).toMatchObject({ code: 'ECONNREFUSED', sent: 'no' });
  });

  it('was sent when there is an answer, whatever it is worth', () => {
    const parserError = named('HTTPParserError');
    expect(failureOf(parserError, 'unknown')).toMatchObject({ sent: 'yes' });
  });

  it('is a mistake of our own as it is', () => {
    const mistake = new TypeError('x is not a function');
    expect(failureOf(mistake, 'no')).toBe(mistake);
  });
});

describe('a request that is refused', () => {
  it('is an error of the policy for credentials of its own, else one of the connection', () => {
    expect(requestRefused('per-call-credentials', 'Why.')).toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      reason: 'per-call-credentials',
      message: expect.stringContaining('The request was not sent. Why.') as string,
    });
    expect(requestRefused('invalid-url', 'Why.')).toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
      reason: 'invalid-url',
      sent: 'no',
      retryable: false,
    });
  });
});

describe('the failure of a call', () => {
  const where = { method: 'POST', host: 'api.twilio.com', path: '/x' };
  const failed = (code: string, sent: 'no' | 'unknown', method = 'POST', more = {}) =>
    connectionError(new ExchangeFailure(code, sent), { ...where, method }, more);

  it('can be repeated when it was not sent, or does no harm twice', () => {
    expect(failed('ECONNRESET', 'no')).toMatchObject({ retryable: true });
    expect(failed('ECONNRESET', 'unknown')).toMatchObject({ retryable: false });
    expect(failed('ECONNRESET', 'unknown', 'GET')).toMatchObject({ retryable: true });
    expect(failed('ECONNRESET', 'unknown', 'POST', { isRepeatable: true })).toMatchObject({
      retryable: true,
    });
  });

  it.each(['CERT_HAS_EXPIRED', 'ABORTED', 'UND_ERR_INVALID_ARG', 'BODY_TOO_LARGE'])(
    'cannot be repeated when it would fail again: %s',
    (code) => expect(failed(code, 'no', 'GET')).toMatchObject({ retryable: false }),
  );

  it('names the call and its account', () => {
    expect(failed('ECONNRESET', 'no', 'GET', { accountName: 'support' })).toMatchObject({
      ...where,
      method: 'GET',
      account: 'support',
    });
  });

  it('is any other error as it is', () => {
    const error = new Error('of the policy');
    expect(connectionError(error, where)).toBe(error);
  });
});
