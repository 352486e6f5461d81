import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RotationStep, TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
beforeEach(async () => {
  ({ twilio, keys, folder, file } = await startKeys());
});

const sids = async () => (await keys.list()).map(({ keySid }) => keySid);
const AT_ONCE = { graceSeconds: 0 } as const;

describe('A rotation that cannot succeed', () => {
  const other = `AC${'9'.repeat(32)}`;
  it.each<[string, string, () => Promise<object> | object]>([
    ['of a main key', 'main-key', () => ({ keySid: twilio.account.apiKeys.main.sid })],
    ['of a key that does not exist', 'key-unknown', () => ({ keySid: `SK${'0'.repeat(32)}` })],
    ['without a key', 'key-unknown', () => ({})],
    [
      'to a file of another account',
      'target-unusable',
      () => {
        writeFileSync(
          file,
          JSON.stringify({ accountSid: other, apiKeySid: 'x', apiKeySecret: 'y' }),
        );
        return {};
      },
    ],
    [
      'to a file with something else',
      'target-unusable',
      () => {
        writeFileSync(file, 'TWILIO_API_KEY=…');
        return {};
      },
    ],
    [
      'to a folder that does not exist',
      'target-unusable',
      () => ({ deliver: { file: join(folder, 'none', 'x.json') } }),
    ],
    [
      'to a mounted Kubernetes secret',
      'target-unusable',
      async () => {
        mkdirSync(join(folder, '..2026'));
        await keys.create({ deliver: { file } });
        writeFileSync(join(folder, '..2026', 'x.json'), readFileSync(file));
        symlinkSync('..2026', join(folder, '..data'));
        symlinkSync('..data/x.json', join(folder, 'x.json'));
        return { deliver: { file: join(folder, 'x.json') } };
      },
    ],
  ])('%s stops before a key is created', async (_, reason, prepare) => {
    const options = { deliver: { file }, ...AT_ONCE, ...(await prepare()) };
    const before = await keys.list();
    const error = await rejectionOf(keys.rotate(options));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_KEY_CHANGE_FAILED', reason });
    expect(await keys.list()).toEqual(before);
  });

  it('because Twilio does not accept the new key deletes it, and delivers nothing', async () => {
    const old = await keys.create({ deliver: { file } });
    const text = readFileSync(file, 'utf8');
    let revoked: string | undefined;
    const onStep = async (step: RotationStep, keySid: string): Promise<void> => {
      if (step !== 'created') return;
      revoked = keySid;
      await keys.revoke(keySid);
    };
    const rotation = keys.rotate({ deliver: { file }, ...AT_ONCE, tryForSeconds: 0, onStep });
    const error = await rejectionOf(rotation);
    expect(revoked).toBeDefined();
    expect(error.message).toContain(`did not accept the new key ${revoked}`);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await sids()).toContain(old.keySid);
  });

  it('because delivery fails keeps the old key, and the next run deletes the new one', async () => {
    const old = await keys.create({ deliver: { file } });
    const onStep = (step: RotationStep): void => {
      // A folder where the next file belongs: it cannot be written.
      if (step === 'accepted') mkdirSync(join(folder, '.twilio.json.next'));
    };
    const failed = await rejectionOf(keys.rotate({ deliver: { file }, ...AT_ONCE, onStep }));
    expect(failed).toMatchObject({ reason: 'delivery-failed' });
    expect(await sids()).toContain(old.keySid);
    expect(existsSync(join(folder, '.twilio.json.next'))).toBe(true);
  });
});
