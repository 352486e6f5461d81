import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { signWebhook } from '../../libs/twilio-auth/src/testing/sign-webhook.js';
import { API_KEY_OPTIONS, configErrorOf, load, VARIABLES } from '#test/support/configuration.js';
import { ACCOUNT_SID, BASE_URL, TOKEN } from '#test/support/webhook-fixture.js';

const SECRET = 'the-secret-of-the-shared-key';
const NAME = 'TWILIO_WEBHOOK_SHARED_KEYS';

const keysOf = async (...config: Parameters<typeof load>) =>
  (await load(...config)).accounts[0]!.account.webhook.keys.map(
    ({ name, keyId, algorithm, secret }) => [name, keyId, algorithm, secret.reveal()],
  );

describe('SharedKeys', () => {
  it('come from the options, with SHA-256 unless another algorithm is given', async () => {
    const signingKeys = [
      { secret: TOKEN, name: 'primary' },
      { keyId: 'one', secret: SECRET },
      { keyId: 'two', secret: SECRET, name: 'second', algorithm: 'hmac-sha1' as const },
    ];
    expect(await keysOf({ ...API_KEY_OPTIONS, webhook: { signingKeys } })).toEqual([
      ['primary', undefined, 'hmac-sha1', TOKEN],
      ['one', 'one', 'hmac-sha256', SECRET],
      ['second', 'two', 'hmac-sha1', SECRET],
    ]);
  });

  it('come from a variable, beside the Auth Token and without displacing it', async () => {
    const shared = { [NAME]: `one:${SECRET}, hmac-sha1:two:with:colons` };
    const expected = [
      ['auth-token', undefined, 'hmac-sha1', TOKEN],
      ['one', 'one', 'hmac-sha256', SECRET],
      ['two', 'two', 'hmac-sha1', 'with:colons'],
    ];
    const variables = { ...VARIABLES['api-key'], TWILIO_AUTH_TOKEN: TOKEN, ...shared };
    expect(await keysOf({}, variables)).toEqual(expected);
    const method = { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_METHOD: 'auth-token' };
    expect(await keysOf({}, { ...method, TWILIO_AUTH_TOKEN: TOKEN, ...shared })).toEqual(expected);
  });

  it('come from a file, which is read again', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'shared-keys-')), 'keys.json');
    const write = (...keys: object[]) => writeFile(file, JSON.stringify(keys));
    await write({ keyId: 'one', secret: SECRET });
    const { accounts } = await load({}, { ...VARIABLES.oauth, [`${NAME}_FILE`]: file });
    const { account, renewal } = accounts[0]!;
    expect(account.webhook.keys).toMatchObject([{ keyId: 'one', algorithm: 'hmac-sha256' }]);
    await write({ keyId: 'two', secret: SECRET, algorithm: 'hmac-sha1' });
    expect(renewal?.isRereadable).toBe(true);
    const { account: renewed } = await renewal!.reload();
    expect(renewed.webhook.keys).toMatchObject([{ keyId: 'two', algorithm: 'hmac-sha1' }]);
  });

  it.each([
    ['without a colon', 'one'],
    ['without a secret', 'one:'],
    ['that is no list', '[{"keyId": "one"}]'],
    ['that is broken JSON', '[{"keyId": '],
  ])('%s stop the start, and the message repeats no value', async (_, value) => {
    const { problems, message } = await configErrorOf({}, { ...VARIABLES.oauth, [NAME]: value });
    expect(problems).toMatchObject([{ variable: NAME }]);
    expect(message).toContain('keyId:secret');
    expect(message).not.toContain(value);
  });

  it.each([
    ['SHA-256 without its id', { secret: SECRET, algorithm: 'hmac-sha256' as const }, 'keyId'],
    ['an id with a comma', { secret: SECRET, keyId: 'a,b' }, 'keyId'],
    [
      'an unknown algorithm',
      { secret: SECRET, keyId: 'a', algorithm: 'md5' as never },
      'algorithm',
    ],
  ])('with %s stop the start', async (_, key, field) => {
    const { problems } = await configErrorOf({
      ...API_KEY_OPTIONS,
      webhook: { signingKeys: [key] },
    });
    expect(problems.map(({ path }) => path)).toEqual([`webhook.signingKeys[0].${field}`]);
  });

  it('are at most five, together with the Auth Token', async () => {
    const signingKeys = ['a', 'b', 'c', 'd', 'e'].map((keyId) => ({ keyId, secret: SECRET }));
    expect(await keysOf({ ...API_KEY_OPTIONS, webhook: { signingKeys } })).toHaveLength(5);
    const auth = { method: 'auth-token', authToken: TOKEN } as const;
    const { message } = await configErrorOf({ ...API_KEY_OPTIONS, auth, webhook: { signingKeys } });
    expect(message).toContain('at most 5 keys, found 6');
  });

  it('make no Auth Token beside them an ambient one', async () => {
    const variables = {
      ...VARIABLES['api-key'],
      TWILIO_AUTH_TOKEN: TOKEN,
      [NAME]: `one:${SECRET}`,
    };
    const clock = new FakeClock();
    const config = await load({}, { ...variables, NODE_ENV: 'production' });
    const { gate, accounts } = await createRuntime(config, { clock, emit: () => {} });
    const routes = [{ handler: 'sms()', verify: true }];
    const verdicts = gate.evaluate(accounts.snapshots(), { ...gate.facts, routes });
    expect(verdicts.map(({ rule }) => rule)).not.toContain('ambient-auth-token');
  });

  it('come from resolveWebhookKeys', async () => {
    const config = await load({
      ...API_KEY_OPTIONS,
      webhook: { baseUrl: BASE_URL },
      resolveWebhookKeys: async () => [TOKEN, { keyId: 'tenant', secret: SECRET }],
    });
    const { webhooks } = await createRuntime(config, { clock: new FakeClock(), emit: () => {} });
    const sid = `AC${'7'.repeat(32)}`;
    const { path, headers, rawBody } = signWebhook({
      url: `${BASE_URL}/sms`,
      params: { AccountSid: sid },
      signingKey: { keyId: 'tenant', secret: SECRET },
    });
    const request = { method: 'POST', url: path, headers, rawBody };
    expect(await webhooks.verify(request)).toEqual({ valid: true, account: sid, key: 'tenant' });
  });
});
