import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { pairsOf, signWebhook, withBodyHash } from './signature.js';

const URL_ = 'https://mycompany.com/myapp.php?foo=1&bar=2';

describe('the signature of a webhook', () => {
  it("is the same as in Twilio's example", () => {
    const params = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    expect(signWebhook('12345', URL_, pairsOf(params))).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  it('is accepted by the SDK for repeated, unsorted and non-ASCII parameters', () => {
    const params = { b: ['2', '1', '2'], a: 'ü', A: '', B: 'x y' };
    const signature = signWebhook('secret', URL_, pairsOf(params));
    expect(twilio.validateRequest('secret', signature, URL_, params)).toBe(true);
    expect(twilio.validateRequest('secret', signature, URL_, { ...params, a: 'u' })).toBe(false);
  });

  it('covers a JSON body by its hash in the URL', () => {
    const body = '{"a":1}';
    for (const url of ['https://a.test/x', 'https://a.test/x?y=1']) {
      const signed = withBodyHash(url, body);
      const signature = signWebhook('secret', signed);
      expect(twilio.validateRequestWithBody('secret', signature, signed, body)).toBe(true);
      expect(twilio.validateRequestWithBody('secret', signature, signed, '{"a":2}')).toBe(false);
    }
  });
});
