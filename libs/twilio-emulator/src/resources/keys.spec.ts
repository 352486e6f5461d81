import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

const LIST = '/twilio/messaging/messages/list';

describe('API keys', () => {
  let twilio: TwilioEmulator;
  let account: string;
  let authorization: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    account = `/2010-04-01/Accounts/${twilio.account.sid}`;
    authorization = basic(twilio.account.sid, twilio.account.authToken);
  });
  afterAll(() => twilio.stop());

  const client = () => sdk(twilio, twilio.account.sid, twilio.account.authToken);
  const codeFor = async (key: unknown, path: string): Promise<unknown> => {
    const { sid, secret } = key as { sid: string; secret: string };
    return (await send(twilio, path, { authorization: basic(sid, secret) })).json['code'];
  };

  // https://www.twilio.com/docs/usage/api/keys
  it('created by the 2010 API are standard, even with KeyType and Policy', async () => {
    for (const resource of ['Keys', 'SigningKeys']) {
      const made = await send(twilio, `${account}/${resource}.json`, {
        authorization,
        form: { FriendlyName: 'a', KeyType: 'restricted', Policy: `{"allow":["${LIST}"]}` },
      });
      expect(made.status).toBe(201);
      expect(Object.keys(made.json).toSorted()).toEqual([
        'date_created',
        'date_updated',
        'friendly_name',
        'secret',
        'sid',
      ]);
      expect(await codeFor(made.json, `${account}/Calls.json`)).toBeUndefined();
      expect(await codeFor(made.json, `${account}/Keys.json`)).toBe(20003);
    }
  });

  // https://www.twilio.com/docs/iam/api-keys/key-resource-v1
  it('created by the IAM API are restricted to their policy, which can be changed', async () => {
    const made = await client().iam.v1.newApiKey.create({
      accountSid: twilio.account.sid,
      keyType: 'restricted',
      policy: { allow: [LIST] },
    });
    expect(made.policy).toEqual({ allow: [LIST] });
    expect(await codeFor(made, `${account}/Messages.json`)).toBeUndefined();
    expect(await codeFor(made, `${account}/Calls.json`)).toBe(70051);
    await send(twilio, `/v1/Keys/${made.sid}`, {
      authorization,
      form: { Policy: '{"allow":["/twilio/voice/calls/list"]}' },
    });
    expect(await codeFor(made, `${account}/Messages.json`)).toBe(70051);
    expect(await codeFor(made, `${account}/Calls.json`)).toBeUndefined();
  });

  it('created by the IAM API without a KeyType are standard', async () => {
    const made = await client().iam.v1.newApiKey.create({ accountSid: twilio.account.sid });
    expect(made.policy).toBeNull();
    expect(await codeFor(made, `/v1/Keys?AccountSid=${twilio.account.sid}`)).toBe(20003);
  });

  it.each<[Record<string, string>, string]>([
    [{ KeyType: 'restricted' }, 'Policy is required'],
    [{ Policy: `{"allow":["${LIST}"]}` }, 'KeyType=restricted is missing'],
    [{ KeyType: 'main' }, 'KeyType main does not exist'],
    [{ KeyType: 'restricted', Policy: '{' }, 'Policy must be JSON'],
    [{ KeyType: 'restricted', Policy: '{"allow":[]}' }, 'Policy must be JSON'],
    [{ KeyType: 'restricted', Policy: '{"allow":"*"}' }, 'Policy must be JSON'],
    [
      { KeyType: 'restricted', Policy: JSON.stringify({ allow: [LIST], deny: [LIST] }) },
      'A policy has no "deny"',
    ],
    [
      { KeyType: 'restricted', Policy: JSON.stringify({ allow: Array(101).fill(LIST) }) },
      'more than 100',
    ],
    [{ FriendlyName: 'x'.repeat(65) }, 'longer than 64'],
  ])('are not created by the IAM API from %j', async (form, reason) => {
    const refused = await send(twilio, '/v1/Keys', {
      authorization,
      form: { AccountSid: twilio.account.sid, ...form },
    });
    expect(refused.json).toMatchObject({ status: 400, code: 70001 });
    expect(refused.json['message']).toContain(reason);
  });

  it('can be restricted in us1 only', async () => {
    await using regional = await TwilioEmulator.start({
      seed: { accounts: [{ regionalAuthTokens: { ie1: 'c'.repeat(32) } }] },
    });
    const refused = await send(regional, '/v1/Keys', {
      host: 'iam.dublin.ie1.twilio.com',
      authorization: basic(regional.account.sid, 'c'.repeat(32)),
      form: {
        AccountSid: regional.account.sid,
        KeyType: 'restricted',
        Policy: `{"allow":["${LIST}"]}`,
      },
    });
    expect(refused.json).toMatchObject({ status: 400, code: 70001 });
  });

  it('are listed by both APIs without their secrets, page by page', async () => {
    const { sid } = twilio.account;
    const classic = await client().keys.list({ pageSize: 1 });
    const iam = await client().iam.v1.getApiKeys.list({ accountSid: sid, pageSize: 2 });
    expect(iam.map((key) => key.sid)).toEqual(classic.map((key) => key.sid));
    const { text, json } = await send(twilio, `/v1/Keys?AccountSid=${sid}&PageSize=2`, {
      host: 'iam.twilio.com',
      authorization,
    });
    expect(text).not.toContain('secret');
    const { meta, keys } = json as {
      meta: Record<string, string>;
      keys: { sid: string; flags: string[] }[];
    };
    expect(meta['next_page_url']).toMatch(/^https:\/\/iam\.twilio\.com\/v1\/Keys\?AccountSid=AC/);
    expect(keys).toHaveLength(2);
  });

  it('do not authenticate once deleted, and are not affected by an Auth Token rotation', async () => {
    const key = await client().newKeys.create();
    const path = `${account}/Messages.json`;
    await send(twilio, '/v1/AuthTokens/Secondary', { method: 'POST', authorization });
    await send(twilio, '/v1/AuthTokens/Promote', { method: 'POST', authorization });
    authorization = basic(twilio.account.sid, twilio.account.authToken);
    expect(await codeFor(key, path)).toBeUndefined();
    await client().keys(key.sid).remove();
    expect(await codeFor(key, path)).toBe(20003);
    await expect(client().keys(key.sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  it('are not found in another account', async () => {
    await using two = await TwilioEmulator.start({
      seed: { accounts: [{}, { apiKeys: [{ type: 'standard' }] }] },
    });
    const { sid, authToken } = two.account;
    const foreign = two.accounts[1]?.apiKeys.standard.sid ?? '';
    for (const path of [
      `/2010-04-01/Accounts/${sid}/Keys/${foreign}.json`,
      `/v1/Keys/${foreign}`,
    ]) {
      const { json } = await send(two, path, { authorization: basic(sid, authToken) });
      expect(json).toMatchObject({ code: 20404, status: 404 });
    }
  });
});
