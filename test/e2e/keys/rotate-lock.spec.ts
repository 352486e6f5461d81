import { writeFileSync } from 'node:fs';
import { createTwilioKeys, type TwilioKeys } from 'nestjs-twilio-auth/keys';
import { MemoryTokenStore } from 'nestjs-twilio-auth/testing';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { TokenStore } from '../../../libs/twilio-auth/src/core/config/token-store.js';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

let twilio: TwilioEmulator;
let file: string;
let first: TwilioKeys;
beforeEach(async () => {
  ({ twilio, file, keys: first } = await startKeys());
});

async function keysWith(store: TokenStore): Promise<TwilioKeys> {
  const { url: apiBaseUrl, account } = twilio;
  const { main } = account.apiKeys;
  const auth = { method: 'api-key', keySid: main.sid, keySecret: main.secret } as const;
  const accountSid = account.sid;
  const keys = await createTwilioKeys({ environment: 'ci', apiBaseUrl, accountSid, auth, store });
  onTestFinished(() => keys.close());
  return keys;
}

describe('Two rotations of one key that share a store', () => {
  it('are done one after the other, and the second one finds that nothing is left to do', async () => {
    const store = new MemoryTokenStore();
    const [one, other] = await Promise.all([keysWith(store), keysWith(store)]);
    const { keySid } = await first.create({ deliver: { file } });
    const before = (await first.list()).length;
    const options = { deliver: { file }, graceSeconds: 0.5 };
    const results = await Promise.allSettled([one.rotate(options), other.rotate(options)]);
    const done = results.find((result) => result.status === 'fulfilled');
    const refused = results.find((result) => result.status === 'rejected');
    expect(done?.value).toMatchObject({ oldKeySid: keySid, revoked: true });
    expect(refused?.reason).toMatchObject({ reason: 'in-progress' });
    expect(await first.list()).toHaveLength(before);
    expect(store.keys()).toEqual([]);
  });

  it('stop before the next step when the lock was lost', async () => {
    const ended: TokenStore = {
      get: async () => undefined,
      set: async () => undefined,
      delete: async () => undefined,
      // A machine that was suspended: by its own clock the lock has ended already.
      lock: async () => async () => undefined,
    };
    const keys = await keysWith(ended);
    const { keySid } = await first.create({ deliver: { file } });
    const now = performance.now.bind(performance);
    let isLater = false;
    performance.now = () => now() + (isLater ? 60_000 : 0);
    onTestFinished(() => {
      performance.now = now;
    });
    const onStep = (step: string): void => {
      if (step === 'marked') isLater = true;
    };
    const options = { deliver: { file }, graceSeconds: 0, onStep };
    expect(await rejectionOf(keys.rotate(options))).toMatchObject({ reason: 'in-progress' });
    expect((await first.list()).map((key) => key.keySid)).toContain(keySid);
  });
});

it('A key that was delivered nowhere by the end of a run is deleted by the next', async () => {
  const { keySid } = await first.create({ friendlyName: 'orders', deliver: { file } });
  const deliver = (): never => {
    throw new Error('no');
  };
  const failed = await rejectionOf(first.rotate({ keySid, deliver }));
  expect(failed).toMatchObject({ reason: 'delivery-failed' });
  const report = await first.rotate({ deliver: { file }, graceSeconds: 0 });
  expect(report.removed).toHaveLength(1);
  writeFileSync(file, '');
  const error = await rejectionOf(first.rotate({ deliver: { file } }));
  expect(error).toMatchObject({ reason: 'key-unknown' });
});
