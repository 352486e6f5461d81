import { HttpException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { RestException, TwilioServiceException } from '#test/support/sdk-exceptions.js';
import { hintOf, isSdkException, twilioCodeOf } from './sdk-exception.js';

const problem = { type: 'https://x.test/p', title: 'Bad', status: 400, code: 30001 };

describe('exceptions of the real SDK', () => {
  it.each([
    ['a classic answer', 404, { code: 20404, message: 'not found', more_info: 'x', status: 404 }],
    ['an answer without a code', 500, { message: 'oops' }],
    ['an answer that is an array', 502, []],
    ['an answer that is text', 503, '<html>busy</html>'],
    ['an empty answer', 401, ''],
  ])('are recognised: %s', (_, statusCode, body) => {
    const error = new RestException({ statusCode, body });
    expect(isSdkException(error)).toBe(true);
  });

  it.each([
    ['as an object', problem],
    ['as text', JSON.stringify(problem)],
  ])('are recognised: an RFC 9457 answer %s', (_, body) => {
    const error = new TwilioServiceException({ statusCode: 400, body });
    expect(isSdkException(error) && twilioCodeOf(error)).toBe(30001);
  });
});

describe('the real RestException', () => {
  it('keeps the details of the body and no header', () => {
    const response = {
      statusCode: 429,
      body: { details: { a: 1 } },
      headers: { 'retry-after': '7' },
    };
    const error = new RestException(response);
    expect(error).toMatchObject({ details: { a: 1 } });
    expect(JSON.stringify(Object.entries(error))).not.toContain('7');
  });
});

describe('other errors', () => {
  const withFields = (fields: object): Error => Object.assign(new Error('no'), fields);

  it.each([
    ['a Nest exception', new HttpException('no', 403)],
    ['an error with a status', withFields({ status: 401 })],
    ['an HTTP error of a middleware', withFields({ status: 413, statusCode: 413, expose: true })],
    ['an error of an HTTP client', withFields({ status: 429, code: 'ERR_BAD_REQUEST' })],
    ['a problem of another API', withFields({ type: 'x', title: 'y', status: 400, code: 7 })],
    ['a plain object', { status: 400, code: 1, moreInfo: '', details: null }],
    ['a string', 'no'],
    ['nothing', undefined],
  ])('are not recognised: %s', (_, error) => expect(isSdkException(error)).toBe(false));
});

describe('an SDK exception', () => {
  const error = (body: object): Error => new RestException({ statusCode: 400, body });

  it('has a code only if Twilio sent a number', () => {
    const codes = [{ code: 21211 }, { code: 'x' }, { code: 0 }, {}].map((body) => {
      const exception = error(body);
      return isSdkException(exception) ? twilioCodeOf(exception) : 'foreign';
    });
    expect(codes).toEqual([21211, undefined, undefined, undefined]);
  });

  it('has the hint of our transport', () => {
    const hints = [{ details: { hint: 'ask' } }, { details: null }, { details: { hint: 1 } }].map(
      (body) => {
        const exception = error(body);
        return isSdkException(exception) ? hintOf(exception) : 'foreign';
      },
    );
    expect(hints).toEqual(['ask', undefined, undefined]);
  });
});
