import { expect, it, onTestFinished } from 'vitest';
import { cliFile } from '#test/support/cli.js';
import { STEPS } from '#test/support/rotation/command.js';
import { RotationWorld, type Delivery } from '#test/support/rotation/rotation-world.js';

const LIMIT_MS = 120_000;
const RATE = 40;
const cli = await cliFile();

async function startWorld(delivery: Delivery): Promise<RotationWorld> {
  const world = await RotationWorld.start(cli, delivery, RATE);
  onTestFinished(() => world.end());
  return world;
}

it(
  'A rotation that is killed at every step in turn fails no call, and leaves no key',
  async () => {
    const world = await startWorld('file');
    const [first] = await world.keySids();
    let kills = 0;
    for (const step of STEPS) {
      if (await world.killAt(step)) kills += 1;
      expect(await world.keySids()).toContain(world.heldKeySid);
      expect((await world.keySids()).length).toBeLessThanOrEqual(2);
    }
    // The last step may be over before the signal arrives.
    expect(kills).toBeGreaterThanOrEqual(STEPS.length - 1);
    const report = await world.rotate();
    expect(report).toMatchObject({ newKeySid: world.heldKeySid, leftOver: [] });
    expect(await world.keySids()).toEqual([world.heldKeySid]);
    expect(world.heldKeySid).not.toBe(first);
    const counted = await world.finish();
    expect(counted).toMatchObject({ failed: 0 });
    expect(counted.calls).toBeGreaterThan(RATE);
  },
  LIMIT_MS,
);

it(
  'A rotation to a command fails no call, and names the one key that a kill may leave',
  async () => {
    const world = await startWorld('command');
    await world.killAt('created');
    await world.killInDelivery();
    const delivered = world.heldKeySid;
    const report = await world.rotate();
    expect(report.leftOver).toEqual([delivered]);
    expect(new Set(await world.keySids())).toEqual(new Set([world.heldKeySid, delivered]));
    expect(await world.rotate()).toMatchObject({ leftOver: [], removed: [delivered] });
    expect(await world.keySids()).toEqual([world.heldKeySid]);
    expect(await world.finish()).toMatchObject({ failed: 0 });
  },
  LIMIT_MS,
);

it(
  'The application counts the calls that fail because its key was revoked',
  async () => {
    const world = await startWorld('file');
    await world.revokeHeld();
    await expect.poll(async () => (await world.counted()).failed, { timeout: 20_000 }).not.toBe(0);
  },
  LIMIT_MS,
);
