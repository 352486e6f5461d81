import { describe, expect, it } from 'vitest';
import { requestTarget } from './webhook-request.js';

/** As Node shows a request line that holds these bytes. */
const received = (bytes: Buffer): string => bytes.toString('latin1');

describe('the target of a request', () => {
  it.each([
    [
      'before a middleware changed it',
      { originalUrl: '/api/sms?a=1', url: '/sms?a=1' },
      '/api/sms?a=1',
    ],
    ['without an origin of its own', { url: 'http://evil.com/sms?a=1' }, '/sms?a=1'],
    ['as the root when nobody says more', {}, '/'],
  ])('is read %s', (_, request, target) => {
    expect(requestTarget({ headers: {}, ...request })).toBe(target);
  });

  it('is read as the UTF-8 that was sent', () => {
    const url = received(Buffer.from('/sms?Body=Grüße'));
    expect(requestTarget({ headers: {}, url })).toBe('/sms?Body=Grüße');
  });

  it.each([
    ['bytes that are no UTF-8', received(Buffer.from([0x2f, 0xe9, 0xff]))],
    ['letters that are no bytes', '/sms?Body=あ'],
  ])('keeps %s as they came', (_, url) => {
    expect(requestTarget({ headers: {}, url })).toBe(url);
  });
});
