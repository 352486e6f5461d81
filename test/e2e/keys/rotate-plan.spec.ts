import { join } from 'node:path';
import type { KeyDelivery, RotationStep, TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let file: string;
let folder: string;
beforeEach(async () => {
  ({ twilio, keys, folder, file } = await startKeys());
});

const sids = async () => (await keys.list()).map(({ keySid }) => keySid);

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

describe('The plan of a rotation', () => {
  it.each([
    ['created', ['created', 'accepted', 'delivered', 'marked', 'waited', 'revoked', 'renamed']],
    ['delivered', ['marked', 'waited', 'revoked', 'renamed']],
    ['marked', ['waited', 'revoked', 'renamed']],
    ['revoked', ['renamed']],
  ] as const)(
    'after "%s" has the steps that are left, and changes nothing',
    async (step, steps) => {
      const deliver = { file };
      const { keySid } = await keys.create({ friendlyName: 'orders', deliver });
      await runUntil(step, keySid, deliver);
      const before = await keys.list();
      twilio.requests.clear();
      const plan = await keys.planRotate({ keySid, deliver, graceSeconds: 9 });
      expect(plan).toMatchObject({ oldKeySid: keySid, steps, waitSeconds: 9, leftOver: [] });
      expect(plan.resumes === undefined).toBe(step === 'created');
      expect(plan.removes).toHaveLength(step === 'created' ? 1 : 0);
      expect(twilio.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(await keys.list()).toEqual(before);
    },
  );

  it('names a key that may be in use, and later deletes it', async () => {
    const deliver = (): void => undefined;
    const { keySid } = await keys.create({ friendlyName: 'orders' });
    await runUntil('delivered', keySid, deliver);
    const options = { friendlyName: 'orders', deliver, graceSeconds: 0 };
    const { leftOver } = await keys.planRotate(options);
    expect(leftOver).toHaveLength(1);
    expect((await keys.rotate(options)).leftOver).toEqual(leftOver);
    expect(await keys.planRotate(options)).toMatchObject({ removes: leftOver, leftOver: [] });
    expect(await keys.rotate(options)).toMatchObject({ removed: leftOver, leftOver: [] });
    expect(await keys.planRotate(options)).toMatchObject({ removes: [], leftOver: [] });
  });

  it('names it again where the run that named it ended early', async () => {
    const deliver = (): void => undefined;
    const { keySid } = await keys.create({ friendlyName: 'orders' });
    await runUntil('delivered', keySid, deliver);
    await runUntil('revoked', keySid, deliver);
    const { leftOver } = await keys.rotate({ keySid, deliver, graceSeconds: 0 });
    expect(leftOver).toHaveLength(1);
    expect(await sids()).toContain(leftOver[0]);
  });

  it('is refused once three deliveries have failed, until a person has looked at their keys', async () => {
    const { keySid } = await keys.create({ friendlyName: 'orders' });
    const deliver = (): never => {
      throw new Error('AccessDenied');
    };
    for (let run = 0; run < 3; run += 1) await rejectionOf(keys.rotate({ keySid, deliver }));
    const before = await sids();
    for (const run of [keys.rotate({ keySid, deliver }), keys.planRotate({ keySid, deliver })]) {
      expect(await rejectionOf(run)).toMatchObject({ reason: 'keys-left' });
    }
    expect(await sids()).toEqual(before);
    const left = (await keys.list()).find(({ friendlyName }) =>
      friendlyName.includes('[delivering'),
    );
    await keys.revoke(left?.keySid ?? '');
    const report = await keys.rotate({ keySid, deliver: () => undefined, graceSeconds: 0 });
    expect(report.leftOver).toHaveLength(2);
  });

  it('to standard output ends with the mark', async () => {
    const { keySid } = await keys.create({ friendlyName: 'orders' });
    const plan = await keys.planRotate({ keySid, deliver: { stdout: true } });
    expect(plan.steps).toEqual(['created', 'accepted', 'delivered', 'marked']);
  });
});

describe('A rotation to standard output', () => {
  it('leaves the old key, and what an earlier rotation left, until it is run again', async () => {
    const { keySid } = await keys.create({ friendlyName: 'orders' });
    const toNowhere = (): void => undefined;
    await runUntil('delivered', keySid, toNowhere);
    const first = await keys.rotate({ keySid, deliver: toNowhere, graceSeconds: 0 });
    const print = vi.spyOn(process.stdout, 'write').mockImplementation((...args) => {
      (args.at(-1) as () => void)();
      return true;
    });
    const options = {
      keySid: first.newKeySid,
      deliver: { stdout: true },
      graceSeconds: 0,
    } as const;
    const printed = await keys.rotate(options);
    expect(printed).toMatchObject({ revoked: false, removed: [], leftOver: first.leftOver });
    expect(print).toHaveBeenCalledTimes(1);
    const again = await keys.rotate(options);
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
    expect(again).toMatchObject({ revoked: true, resumed: true, removed: first.leftOver });
    expect(await sids()).not.toContain(first.newKeySid);
  });
});

describe('A key that is rotated by its name', () => {
  const rotate = (more: object = {}) =>
    keys.rotate({ friendlyName: 'orders', deliver: { file }, graceSeconds: 0, ...more });

  it('is found with a name that is cut for the mark of a rotation', async () => {
    const friendlyName = 'o'.repeat(64);
    const { keySid } = await keys.create({ friendlyName });
    await runUntil('marked', keySid, { file });
    expect(await rotate({ friendlyName })).toMatchObject({ oldKeySid: keySid, resumed: true });
    expect((await keys.list()).some((key) => key.friendlyName === friendlyName)).toBe(true);
  });

  it.each(['delivered', 'revoked'] as const)(
    'is the new one where the old one was deleted after "%s"',
    async (step) => {
      const { keySid } = await keys.create({ friendlyName: 'orders', deliver: { file } });
      await runUntil(step, keySid, { file });
      if (step === 'delivered') await keys.revoke(keySid);
      const report = await rotate();
      expect(report).toMatchObject({ resumed: false });
      expect(report.oldKeySid).not.toBe(keySid);
      expect((await keys.list()).filter((key) => key.friendlyName === 'orders')).toHaveLength(1);
    },
  );

  it('is refused where no key or several have the name', async () => {
    expect(await rejectionOf(rotate())).toMatchObject({ reason: 'key-unknown' });
    await keys.create({ friendlyName: 'orders', deliver: { file: join(folder, 'one.json') } });
    await keys.create({ friendlyName: 'orders' });
    const error = await rejectionOf(rotate());
    expect(error.message).toContain('Several keys have the name "orders": SK');
  });
});
