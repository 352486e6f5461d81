import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  KeyDelivery,
  KeyPair,
  NewTwilioKey,
  RotationStep,
  TwilioKeys,
} from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { startRuntime } from '#test/support/runtime.js';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

const STEPS: readonly RotationStep[] = [
  'created',
  'accepted',
  'delivered',
  'marked',
  'waited',
  'revoked',
  'renamed',
];

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
beforeEach(async () => {
  ({ twilio, keys, folder } = await startKeys());
});

/** A way to deliver, and what an application that starts now would read from it. */
interface Delivery {
  readonly deliver: KeyDelivery;
  readonly held: () => KeyPair;
}

const jsonFile = (): Delivery => {
  const file = join(folder, 'twilio.json');
  return {
    deliver: { file },
    held: () => JSON.parse(readFileSync(file, 'utf8')) as KeyPair,
  };
};

const pairOfFiles = (): Delivery => {
  const [sidFile, secretFile] = [join(folder, 'sid'), join(folder, 'secret')];
  const read = (path: string): string => readFileSync(path, 'utf8').trim();
  return {
    deliver: { sidFile, secretFile },
    held: () => ({ keySid: read(sidFile), keySecret: read(secretFile) }),
  };
};

const callback = (): Delivery => {
  let last: NewTwilioKey | undefined;
  return { deliver: (key) => void (last = key), held: () => last! };
};

/** Whether calls with this key succeed. */
async function works({ keySid, keySecret }: KeyPair): Promise<boolean> {
  const { url: apiBaseUrl, account } = twilio;
  const auth = { method: 'api-key', keySid, keySecret } as const;
  const options = { environment: 'ci', apiBaseUrl, accountSid: account.sid, auth };
  return (await (await startRuntime(options)).credentials.verify()).authenticated;
}

/** Runs a rotation up to a step after which its process does nothing any more. */
function runUntil(last: RotationStep, keySid: string, deliver: KeyDelivery): Promise<void> {
  return new Promise((resolve, reject) => {
    const onStep = (step: RotationStep): Promise<void> | undefined => {
      if (step !== last) return undefined;
      resolve();
      return new Promise(() => {});
    };
    keys.rotate({ keySid, deliver, graceSeconds: 0, onStep }).catch(reject);
  });
}

const sids = async () => (await keys.list()).map(({ keySid }) => keySid);

describe.each([
  ['a JSON file', jsonFile],
  ['a pair of files', pairOfFiles],
])('A rotation to %s that ends with its process', (_, delivery) => {
  it.each(STEPS)('after "%s" leaves a key that works, and no key too many', async (step) => {
    const { deliver, held } = delivery();
    const before = await sids();
    const old = await keys.create({ friendlyName: 'orders', deliver });
    await runUntil(step, old.keySid, deliver);
    expect(await works(held())).toBe(true);
    expect((await sids()).length - before.length).toBeLessThanOrEqual(2);

    // Without a SID, as a scheduled job runs it.
    const report = await keys.rotate({ deliver, graceSeconds: 0 });
    expect(report.leftOver).toEqual([]);
    expect(held().keySid).toBe(report.newKeySid);
    expect(await works(held())).toBe(true);
    const after = await keys.list();
    expect(after).toHaveLength(before.length + 1);
    expect(after.map(({ keySid }) => keySid)).not.toContain(old.keySid);
    expect(after.find(({ keySid }) => keySid === report.newKeySid)?.friendlyName).toBe('orders');
  });

  it.each(['delivered', 'marked', 'waited'] as const)(
    'after "%s" goes on with the same new key',
    async (step) => {
      const { deliver, held } = delivery();
      const old = await keys.create({ deliver });
      await runUntil(step, old.keySid, deliver);
      const { keySid } = held();
      const report = await keys.rotate({ keySid: old.keySid, deliver, graceSeconds: 0 });
      expect(report).toMatchObject({ resumed: true, newKeySid: keySid, oldKeySid: old.keySid });
    },
  );

  it('after "created" deletes that key, and creates another one', async () => {
    const { deliver } = delivery();
    const old = await keys.create({ deliver });
    await runUntil('created', old.keySid, deliver);
    const unused = (await sids()).filter((keySid) => keySid !== old.keySid);
    const report = await keys.rotate({ deliver, graceSeconds: 0 });
    expect(report.resumed).toBe(false);
    expect(report.removed).toHaveLength(1);
    expect(unused).toContain(report.removed[0]);
  });

  it('twice deletes both keys', async () => {
    const { deliver, held } = delivery();
    const before = await sids();
    const old = await keys.create({ deliver });
    await runUntil('accepted', old.keySid, deliver);
    await runUntil('created', old.keySid, deliver);
    await keys.rotate({ deliver, graceSeconds: 0 });
    expect(await works(held())).toBe(true);
    expect(await sids()).toHaveLength(before.length + 1);
  });
});

describe('A rotation to a function that ends with its process', () => {
  it.each(STEPS)('after "%s" never ends a key in use, and names what it leaves', async (step) => {
    const { deliver, held } = callback();
    const before = await sids();
    const old = await keys.create({ deliver });
    await runUntil(step, old.keySid, deliver);
    expect(await works(held())).toBe(true);

    const { keySid } = (await sids()).includes(old.keySid) ? old : held();
    const { leftOver, newKeySid } = await keys.rotate({ keySid, deliver, graceSeconds: 0 });
    const extra = (await sids()).filter((sid) => !before.includes(sid) && sid !== newKeySid);
    expect(extra).toEqual(leftOver);
    expect(leftOver).toHaveLength(step === 'delivered' ? 1 : 0);
    expect(await works(held())).toBe(true);
  });

  it('after "revoked" can be finished by the SID of the old key', async () => {
    const { deliver, held } = callback();
    const old = await keys.create({ friendlyName: 'orders', deliver });
    await runUntil('revoked', old.keySid, deliver);
    const report = await keys.rotate({ keySid: old.keySid, deliver, graceSeconds: 0 });
    expect(report).toMatchObject({ resumed: true, newKeySid: held().keySid });
    expect(await keys.list()).toContainEqual(
      expect.objectContaining({ keySid: held().keySid, friendlyName: 'orders' }),
    );
  });
});

it('A rotation that wrote only the secret of a pair goes on with that key', async () => {
  const { deliver, held } = pairOfFiles();
  const old = await keys.create({ deliver });
  const blocked = join(folder, '.sid.next');
  const onStep = (step: RotationStep): void => {
    if (step === 'accepted') mkdirSync(blocked);
  };
  const failed = await rejectionOf(keys.rotate({ deliver, graceSeconds: 0, onStep }));
  expect(failed).toMatchObject({ reason: 'delivery-failed' });
  expect(held().keySid).toBe(old.keySid);
  expect(held().keySecret).not.toBe(old.keySecret);

  rmdirSync(blocked);
  const report = await keys.rotate({ deliver, graceSeconds: 0 });
  expect(report).toMatchObject({ resumed: true, oldKeySid: old.keySid });
  expect(await works(held())).toBe(true);
  expect(existsSync(blocked)).toBe(false);
});
