import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyDelivery, TwilioKeys } from 'nestjs-twilio-auth/keys';
import { createTwilioKeys } from 'nestjs-twilio-auth/keys';
import { permissionsFileText } from '../../../libs/twilio-auth/src/core/config/permissions-file.js';
import { withEnvironment } from '#test/support/environment.js';
import { startKeys, testFolder } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

const READ = '/twilio/messaging/messages/read';
const LIST = '/twilio/messaging/messages/list';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
beforeEach(async () => {
  ({ twilio, keys } = await startKeys());
});

const created = () => twilio.requests.filter(({ method }) => method === 'POST');

describe('createTwilioKeys()', () => {
  it('lists keys with their types, and without secrets', async () => {
    const { main, standard, restricted } = twilio.account.apiKeys;
    const list = await keys.list();
    const types = Object.fromEntries(list.map(({ keySid, keyType }) => [keySid, keyType]));
    expect(types).toMatchObject({
      [main.sid]: 'main',
      [standard.sid]: 'standard',
      [restricted.sid]: 'restricted',
    });
    expect(list[0]?.createdAt).toBeInstanceOf(Date);
    expect(JSON.stringify(list)).not.toContain(standard.secret);
  });

  it('creates a standard key, and revokes it', async () => {
    const key = await keys.create({ friendlyName: 'orders' });
    expect(key).toMatchObject({ accountSid: twilio.account.sid, keyType: 'standard' });
    expect(await keys.list()).toContainEqual(
      expect.objectContaining({ keySid: key.keySid, friendlyName: 'orders' }),
    );
    await keys.revoke(key.keySid);
    expect((await keys.list()).map(({ keySid }) => keySid)).not.toContain(key.keySid);
  });

  it.each([
    ['a policy', { policy: { allow: [READ, '/twilio/messaging/messages/*'] } }],
    ['the text of a lock file', { permissionsFile: permissionsFileText([READ, LIST]) }],
  ])('creates a restricted key from %s, through IAM v1', async (_, options) => {
    const { keySid, keyType } = await keys.create(options);
    expect(keyType).toBe('restricted');
    const found = (await keys.list()).find((key) => key.keySid === keySid);
    expect(found?.keyType).toBe('restricted');
    expect(created().map(({ path }) => path)).toEqual(['/v1/Keys']);
  });

  it.each([
    [
      'an unknown name',
      { policy: { allow: ['/twilio/messaging/messages/reed'] } },
      'Twilio has no permission',
    ],
    ['a malformed name', { policy: { allow: ['messages'] } }, 'expected permissions of the form'],
    ['no name', { policy: { allow: [] } }, 'there is no permission in it'],
    ['another file', { permissionsFile: '{}' }, 'the text is no lock file'],
    [
      'two sources',
      { policy: { allow: [READ] }, permissionsFile: permissionsFileText([READ]) },
      'both given',
    ],
  ])('creates no key from %s', async (_, options, words) => {
    const error = await rejectionOf(keys.create(options));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expect(error.message).toContain(words);
    expect(created()).toEqual([]);
  });

  it('delivers a new key to a file that only its owner can read', async () => {
    const file = join(testFolder(), 'twilio.json');
    const { keySid, keySecret } = await keys.create({ deliver: { file } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      accountSid: twilio.account.sid,
      method: 'api-key',
      keySid,
      keySecret,
      keyType: 'standard',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('plans what it would create, and checks where it would go', async () => {
    const file = join(testFolder(), 'twilio.json');
    expect(await keys.planCreate()).toEqual({ keyType: 'standard' });
    const options = { policy: { allow: [READ] }, deliver: { file } };
    expect(await keys.planCreate(options)).toEqual({ keyType: 'restricted', permissions: [READ] });
    const nowhere = { deliver: { file: join(testFolder(), 'no-folder', 'twilio.json') } };
    expect(await rejectionOf(keys.planCreate(nowhere))).toMatchObject({
      reason: 'target-unusable',
    });
    expect(created()).toEqual([]);
  });

  it('deletes a key again that cannot be delivered, and does not repeat why', async () => {
    const deliver: KeyDelivery = ({ keySecret }) => {
      throw new Error(keySecret);
    };
    const before = await keys.list();
    const error = await rejectionOf(keys.create({ deliver }));
    expect(error).toMatchObject({
      code: 'TWILIO_AUTH_KEY_CHANGE_FAILED',
      reason: 'delivery-failed',
    });
    expect(error.cause).toBeUndefined();
    expect(await keys.list()).toEqual(before);
  });

  it('does not revoke the key that it uses', async () => {
    const { sid } = twilio.account.apiKeys.main;
    expect(await rejectionOf(keys.revoke(sid))).toMatchObject({ reason: 'own-key' });
  });

  it('explains why a key cannot create one with more rights', async () => {
    const { restricted } = twilio.account.apiKeys;
    const auth = {
      method: 'api-key',
      keySid: restricted.sid,
      keySecret: restricted.secret,
    } as const;
    const { url: apiBaseUrl, account } = twilio;
    const accountSid = account.sid;
    const weak = await createTwilioKeys({ environment: 'ci', apiBaseUrl, accountSid, auth });
    await expect(weak.create()).rejects.toMatchObject({ status: 401 });
    await weak.close();
  });

  it('reads no credential of an application, and refuses an Auth Token in production', async () => {
    withEnvironment({
      NODE_ENV: 'production',
      TWILIO_API_KEY: 'half of one',
      TWILIO_AUTH_ENABLED: 'maybe',
      TWILIO_WEBHOOK_BASE_URL: 'nonsense',
    });
    const accountSid = twilio.account.sid;
    const auth = { method: 'auth-token', authToken: twilio.account.authToken } as const;
    const error = await rejectionOf(createTwilioKeys({ accountSid, auth }));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_POLICY_VIOLATION', reason: 'auth-token' });
  });
});
