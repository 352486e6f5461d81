import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

/** The SDK's own token, loaded as its code loads it. */
const ValidationToken = createRequire(import.meta.url)(
  'twilio/lib/jwt/validation/ValidationToken.js',
) as new (options: Record<string, string>) => {
  fromHttpRequest(request: Record<string, unknown>): string;
};
const pair = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const { publicKey, privateKey } = pair(2048);

// https://www.twilio.com/docs/iam/pkcv
describe('public key client validation', () => {
  let twilio: TwilioEmulator;
  let credentialSid: string;
  let path: string;
  let authorization: string;
  beforeAll(async () => {
    const apiKeys = [{ type: 'main' }, { type: 'standard' }] as const;
    twilio = await TwilioEmulator.start({
      seed: {
        accounts: [
          { apiKeys, clientValidation: 'on' },
          { apiKeys, clientValidation: 'enforced' },
          { apiKeys },
        ],
      },
    });
    const { sid, authToken, apiKeys: keys } = twilio.account;
    authorization = basic(keys.standard.sid, keys.standard.secret);
    path = `/2010-04-01/Accounts/${sid}/Messages.json`;
    const { status, json } = await send(twilio, '/v1/Credentials/PublicKeys', {
      authorization: basic(sid, authToken),
      form: { PublicKey: publicKey, FriendlyName: 'Server' },
    });
    expect([status, json['friendly_name']]).toEqual([201, 'Server']);
    credentialSid = String(json['sid']);
  });
  afterAll(() => twilio.stop());

  const form = { To: '+15551234567', From: '+15005550010', Body: 'a b*~é' };
  const body = new URLSearchParams(form).toString();
  const token = (options: Record<string, string> = {}, request: Record<string, unknown> = {}) =>
    new ValidationToken({
      accountSid: twilio.account.sid,
      credentialSid,
      signingKey: twilio.account.apiKeys.standard.sid,
      privateKey,
      ...options,
    }).fromHttpRequest({
      method: 'POST',
      url: `https://api.twilio.com${path}`,
      data: body,
      headers: { Authorization: authorization },
      ...request,
    });
  const post = (validation: string, more = {}) =>
    send(twilio, path, {
      host: 'api.twilio.com',
      authorization,
      form,
      headers: { 'twilio-client-validation': validation },
      ...more,
    });

  it.each(['RS256', 'PS256'])(
    'accepts a request that the SDK signed with %s',
    async (algorithm) => {
      expect((await post(token({ algorithm }))).status).toBe(201);
    },
  );

  it('accepts a signed query', async () => {
    const params = { To: '+15551234567', PageSize: '2' };
    const signed = token({}, { method: 'GET', data: undefined, params });
    const query = new URLSearchParams(params).toString();
    const { status, text } = await send(twilio, `${path}?${query}`, {
      host: 'api.twilio.com',
      authorization,
      headers: { 'twilio-client-validation': signed },
    });
    expect(status, text).toBe(200);
  });

  it.each([
    ['another body', {}, { data: 'Body=y' }, 'made for another request'],
    ['another path', {}, { url: 'https://api.twilio.com/x' }, 'made for another request'],
    ['another account', { accountSid: `AC${'a'.repeat(32)}` }, {}, 'for another account'],
    ['another API key', { signingKey: `SK${'a'.repeat(32)}` }, {}, 'not issued by the API key'],
    ['an unknown public key', { credentialSid: `CR${'a'.repeat(32)}` }, {}, 'does not have'],
    ['another private key', { privateKey: pair(2048).privateKey }, {}, 'not signed by its key'],
  ])('refuses a token for %s', async (_title, options, request, detail) => {
    const { json } = await post(token(options, request));
    expect(json).toMatchObject({ status: 401, code: 20003 });
    expect(json['detail']).toContain(detail);
  });

  it('refuses a token that has expired, and nonsense', async () => {
    const signed = token();
    twilio.clock.advance(301_000);
    expect((await post(signed)).json['detail']).toContain('expired');
    twilio.clock.advance(-301_000);
    expect((await post('a.b.c')).json['code']).toBe(20003);
    expect((await post(signed)).status).toBe(201);
  });

  it('is required where it is enforced, and refused where it is off', async () => {
    const [, enforced, off] = twilio.accounts;
    const listOf = async (account = twilio.account, headers = {}) => {
      const { sid, secret } = account.apiKeys.standard;
      const own = path.replace(twilio.account.sid, account.sid);
      return (await send(twilio, own, { authorization: basic(sid, secret), headers })).json['code'];
    };
    expect(await listOf()).toBeUndefined();
    expect(await listOf(enforced)).toBe(70052);
    expect(await listOf(off)).toBeUndefined();
    expect(await listOf(off, { 'twilio-client-validation': token() })).toBe(70053);
    const asToken = basic(enforced?.sid ?? '', enforced?.authToken ?? '');
    const refused = await send(twilio, '/2010-04-01/Accounts.json', { authorization: asToken });
    expect(refused.json).toMatchObject({ status: 401, code: 70052 });
  });

  it('takes RSA keys of 2048 bits only, and a full credential to change them', async () => {
    const all = '/v1/Credentials/PublicKeys';
    const live = basic(twilio.account.sid, twilio.account.authToken);
    for (const PublicKey of [pair(1024).publicKey, 'nonsense', '']) {
      const { json } = await send(twilio, all, { authorization: live, form: { PublicKey } });
      expect(json).toMatchObject({ status: 400, code: 70154 });
    }
    expect((await send(twilio, all, { authorization })).status).toBe(401);
    const { json } = await send(twilio, all, { authorization: live });
    expect(json['credentials']).toMatchObject([{ sid: credentialSid }]);
    const made = await send(twilio, all, {
      authorization: live,
      form: { PublicKey: pair(2048).publicKey },
    });
    const one = `${all}/${String(made.json['sid'])}`;
    const FriendlyName = 'New';
    const renamed = await send(twilio, one, { authorization: live, form: { FriendlyName } });
    expect(renamed.json['friendly_name']).toBe('New');
    expect((await send(twilio, one, { authorization: live, method: 'DELETE' })).status).toBe(204);
    expect((await send(twilio, one, { authorization: live })).status).toBe(404);
  });
});
