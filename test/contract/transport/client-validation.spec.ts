import { createHash, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Recorded } from '#test/support/recording-server.js';
import { ACCOUNT_SID, clientOn, KEY_SID } from '#test/support/sdk-pair.js';
import { rejectionOf } from '#test/support/thrown.js';
import { Secret } from '../../../libs/twilio-auth/src/core/primitives/secret.js';
import { request, useLoopback } from './loopback.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const validation = (algorithm: 'RS256' | 'PS256' = 'RS256', key = pem) => ({
  accountSid: ACCOUNT_SID,
  credentialSid: `CR${'f'.repeat(32)}`,
  signingKey: KEY_SID,
  privateKey: new Secret(key),
  algorithm,
});

/** RFC 3986, as the documentation of PKCV requires. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => (c === '*' ? '%2A' : c));

/** The request that arrived, in the canonical form that its signature must cover. */
function canonical({ method, url, headers, body }: Recorded): string {
  const [path = '', query = ''] = url.split('?');
  const pairs = [...new URLSearchParams(query)]
    .toSorted(([a, x], [b, y]) => (`${a}=${x}` < `${b}=${y}` ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const signed = [`authorization:${headers.authorization}`, `host:${headers.host}`];
  const bodyHash = body === '' ? '' : hash(body);
  return hash(
    [method, path, pairs.join('&'), ...signed, '', 'authorization;host', bodyHash].join('\n'),
  );
}

describe('Public Key Client Validation', () => {
  const loopback = useLoopback();

  async function claims() {
    const recorded = loopback.server.requests.at(-1)!;
    const token = recorded.headers['twilio-client-validation'] as string;
    const { payload, protectedHeader } = await jwtVerify(token, publicKey);
    return { payload, protectedHeader, expected: canonical(recorded) };
  }

  it.each(['RS256', 'PS256'] as const)('signs a request with %s', async (algorithm) => {
    const { credential, open } = loopback;
    credential.clientValidation = validation(algorithm);
    const client = clientOn(open(), credential);
    await client.messages.create({ to: '+15558675310', from: '+15557122661', body: 'Grüße' });
    const { payload, protectedHeader, expected } = await claims();
    expect(protectedHeader).toMatchObject({ alg: algorithm, cty: 'twilio-pkrv;v=1' });
    expect(protectedHeader.kid).toBe(`CR${'f'.repeat(32)}`);
    expect(payload).toMatchObject({
      iss: KEY_SID,
      sub: ACCOUNT_SID,
      hrh: 'authorization;host',
      rqh: expected,
    });
  });

  it.each([
    ['plain values', { B: '2', A: '1' }],
    ['a percent sign', { A: '100%', B: '%zz' }],
    ['equals signs', { A: 'a=b=c', Token: 'x==' }],
    ['an array', { A: ['2', '1'], B: 'x' }],
    ['spaces, stars and tildes', { A: 'a b*c~d' }],
    ['names with signs', { 'StartTime>': '2026-01-01', 'StartTime<': '2026-02-01' }],
  ])('signs a query with %s', async (_, params) => {
    const { credential, open } = loopback;
    credential.clientValidation = validation();
    await request(open(), credential, { params });
    const { payload, expected } = await claims();
    expect(payload['rqh']).toBe(expected);
  });

  it('signs the query of a paging link', async () => {
    const { credential, open } = loopback;
    credential.clientValidation = validation();
    await request(open(), credential, { uri: 'https://api.twilio.com/x?Page=1&PageToken=a%2Bb' });
    const { payload, expected } = await claims();
    expect(payload['rqh']).toBe(expected);
  });

  it('signs a JSON body', async () => {
    const { credential, open } = loopback;
    credential.clientValidation = validation();
    const headers = { 'Content-Type': 'application/json' };
    await request(open(), credential, { method: 'post', headers, data: { a: [1, 2] } });
    const { payload, expected } = await claims();
    expect(payload['rqh']).toBe(expected);
  });

  it('sends no header for accounts that do not use it, even when the caller sets it', async () => {
    const { server, credential, open } = loopback;
    await request(open(), credential, { headers: { 'Twilio-Client-Validation': 'mine' } });
    expect(server.requests[0]?.headers).not.toHaveProperty('twilio-client-validation');
  });

  it('fails with an invalid key before anything is sent, without showing the key', async () => {
    const { server, credential, open } = loopback;
    credential.clientValidation = validation('RS256', 'my private words');
    const error = await rejectionOf(request(open(), credential));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expect(error['message']).toContain('clientValidation.privateKey');
    expect(`${inspect(error)} ${JSON.stringify(error)}`).not.toContain('my private words');
    expect(server.requests).toEqual([]);
  });
});
