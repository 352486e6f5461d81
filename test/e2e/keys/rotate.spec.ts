import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { NewTwilioKey, RotationStep, TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import { keyAdmin } from '#test/support/key-admin.js';
import { keysOf, startKeys } from '#test/support/keys.js';

const PERMISSIONS = ['create', 'delete', 'list', 'read', 'update'].map(
  (action) => `/twilio/messaging/messages/${action}`,
);

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
beforeEach(async () => {
  ({ twilio, keys, folder, file } = await startKeys());
});

const sids = async () => (await keys.list()).map(({ keySid }) => keySid);
const read = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const AT_ONCE = { graceSeconds: 0 } as const;

describe('Rotating a key', () => {
  it('replaces it by one of the same name, and ends the old one last', async () => {
    const old = await keys.create({ friendlyName: 'orders', deliver: { file } });
    const steps: RotationStep[] = [];
    const onStep = (step: RotationStep): void => void steps.push(step);
    const report = await keys.rotate({ deliver: { file }, ...AT_ONCE, onStep });

    const { newKeySid } = report;
    expect(steps).toEqual([
      'created',
      'accepted',
      'delivered',
      'marked',
      'waited',
      'revoked',
      'renamed',
    ]);
    expect(report).toEqual({
      oldKeySid: old.keySid,
      newKeySid,
      keyType: 'standard',
      resumed: false,
      revoked: true,
      removed: [],
      leftOver: [],
      endedAccessTokens: true,
    });
    expect(read()).toMatchObject({ keySid: newKeySid, method: 'api-key' });
    expect(await keys.list()).toContainEqual(
      expect.objectContaining({ keySid: newKeySid, friendlyName: 'orders' }),
    );
    expect(await sids()).not.toContain(old.keySid);
  });

  it('keeps the permissions of a restricted key, and expands what Twilio shortens to /*', async () => {
    const old = await keys.create({ policy: { allow: PERMISSIONS }, deliver: { file } });
    const { keyType, endedAccessTokens } = await keys.rotate({ deliver: { file }, ...AT_ONCE });
    expect({ keyType, endedAccessTokens }).toEqual({
      keyType: 'restricted',
      endedAccessTokens: false,
    });
    const { policyOf } = await keyAdmin(twilio);
    expect(read()['keySid']).not.toBe(old.keySid);
    expect(await policyOf(read()['keySid'] ?? '')).toEqual({
      allow: ['/twilio/messaging/messages/*'],
    });
  });

  it('waits for the grace and the lifetime of access tokens before it revokes', async () => {
    const clock = new FakeClock();
    keys = await keysOf(twilio, clock);
    const old = await keys.create({ deliver: { file } });
    const marked = new Promise<void>((resolve) => {
      const onStep = (step: RotationStep): void => {
        if (step === 'marked') resolve();
      };
      void keys
        .rotate({ deliver: { file }, graceSeconds: 100, accessTokenTtlSeconds: 3_600, onStep })
        .then((report) => void reports.push(report));
    });
    const reports: object[] = [];
    await marked;
    while (!clock.waiting.includes(3_700_000)) await new Promise(setImmediate);
    expect(await sids()).toContain(old.keySid);
    await clock.advance(3_700_000);
    while (reports.length === 0) await new Promise(setImmediate);
    expect(reports).toMatchObject([{ endedAccessTokens: false }]);
    expect(await sids()).not.toContain(old.keySid);
  });

  it('keeps the format and the other fields of the file of AWS Secrets Manager', async () => {
    const { keySid, keySecret } = await keys.create();
    const validationUrl = 'https://api.twilio.com/';
    const { sid: accountSid } = twilio.account;
    const stored = { accountSid, apiKeySid: keySid, apiKeySecret: keySecret, validationUrl };
    writeFileSync(file, JSON.stringify(stored));
    const { newKeySid } = await keys.rotate({ deliver: { file }, ...AT_ONCE });
    expect(read()).toMatchObject({ accountSid, apiKeySid: newKeySid, validationUrl });
    expect(read()).not.toHaveProperty('keySid');
  });

  it('replaces what a link points to, for its owner alone, and leaves no other file', async () => {
    mkdirSync(join(folder, 'real'));
    const real = join(folder, 'real', 'twilio.json');
    await keys.create({ deliver: { file: real } });
    chmodSync(real, 0o644);
    symlinkSync(real, file);
    const { newKeySid } = await keys.rotate({ deliver: { file }, ...AT_ONCE });
    expect(read()['keySid']).toBe(newKeySid);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'real'))).toEqual(['twilio.json']);
  });

  it('delivers to a pair of files, and to a function', async () => {
    const [sidFile, secretFile] = [join(folder, 'sid'), join(folder, 'secret')];
    const old = await keys.create({ deliver: { sidFile, secretFile } });
    const first = await keys.rotate({ deliver: { sidFile, secretFile }, ...AT_ONCE });
    expect(first.oldKeySid).toBe(old.keySid);
    expect(readFileSync(sidFile, 'utf8')).toBe(`${first.newKeySid}\n`);
    const delivered: NewTwilioKey[] = [];
    const deliver = (key: NewTwilioKey): void => void delivered.push(key);
    const second = await keys.rotate({ keySid: first.newKeySid, deliver, ...AT_ONCE });
    expect(delivered).toMatchObject([{ keySid: second.newKeySid, keyType: 'standard' }]);
  });
});
