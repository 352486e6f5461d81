import { createHash, generateKeyPairSync } from 'node:crypto';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { AC, sdkFile, SK } from './captured-client.js';

interface ValidationToken {
  fromHttpRequest(request: object): string;
}
const Token = sdkFile('twilio/lib/jwt/validation/ValidationToken.js') as new (
  opts: object,
) => ValidationToken;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });

function signed(params: object, opts: object = {}) {
  const key = { accountSid: AC, credentialSid: 'CR1', signingKey: SK, privateKey: pem, ...opts };
  const url = 'https://api.twilio.com/x';
  const headers = { Authorization: 'Basic eA==' };
  return decodeJwt(new Token(key).fromHttpRequest({ method: 'get', url, params, headers }));
}

/** The hash of a request with this canonical query. */
function hashOf(query: string): string {
  const text = `GET\n/x\n${query}\nauthorization:Basic eA==\nhost:api.twilio.com\n\nauthorization;host\n`;
  return createHash('sha256').update(text).digest('hex');
}

/** Why core/transport/calls/client-validation.ts reads the query from the wire. */
describe("The SDK's client validation token", () => {
  it('covers plain parameters, sorted by name', () => {
    expect(signed({ B: '2', A: '1 x' })['rqh']).toBe(hashOf('A=1%20x&B=2'));
  });

  it('is valid for 300 seconds, even when another time is given', () => {
    const { iat = 0, exp = 0 } = signed({}, { ttl: 60 });
    expect(exp - iat).toBe(300);
  });

  it('fails on a percent sign', () => {
    expect(() => signed({ A: '100%' })).toThrow('URI malformed');
  });

  it('cuts off a value at an equals sign', () => {
    expect(signed({ A: 'a=b' })['rqh']).toBe(hashOf('A=a'));
  });

  it('joins an array, although it is sent as repeated names', () => {
    expect(signed({ A: ['1', '2'] })['rqh']).toBe(hashOf('A=1%2C2'));
  });
});
