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
    ['as the root when the request has none', {}, '/'],
  ])('is read %s', (_, request, target) => {
    expect(requestTarget({ headers: {}, ...request })).toBe(target);
  });

  it('is read as UTF-8 when its bytes are', () => {
    const url = received(Buffer.from('/sms?Body=Grüße'));
    expect(requestTarget({ headers: {}, url })).toBe('/sms?Body=Grüße');
  });

  it.each([
    ['bytes that are not UTF-8', received(Buffer.from([0x2f, 0xe9, 0xff]))],
    ['characters beyond Latin-1', '/sms?Body=あ'],
  ])('keeps %s unchanged', (_, url) => {
    expect(requestTarget({ headers: {}, url })).toBe(url);
  });
});
