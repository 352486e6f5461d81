import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { cliFile } from '#test/support/cli.js';
import { CredentialWorld } from '#test/support/rotation/credential-world.js';
import { ROTATED, type RotatedCredential } from '#test/support/rotation/rotated.js';

const LIMIT_MS = 120_000;
const cli = await cliFile();
const FORGED = Buffer.alloc(20).toString('base64');

it.each(Object.keys(ROTATED) as RotatedCredential[])(
  'A rotation of the %s that is killed at every step in turn fails no call and rejects no webhook',
  async (what) => {
    const world = await CredentialWorld.start(cli, { calls: 20, webhooks: 20 });
    onTestFinished(() => world.end());
    const first = world.held(what);
    const { steps } = ROTATED[what];
    let kills = 0;
    for (const step of steps) if (await world.killAt(what, step)) kills += 1;
    // The last step may be over before the signal arrives.
    expect(kills).toBeGreaterThanOrEqual(steps.length - 1);
    await world.rotate(what);
    expect(world.held(what)).not.toBe(first);
    const seen = await world.finish();
    expect(seen).toMatchObject({
      failedCalls: 0,
      rejectedWebhooks: 0,
      failedStarts: 0,
      duplicates: 0,
    });
    expect(seen.calls).toBeGreaterThan(20);
    expect(seen.webhooks).toBeGreaterThan(20);
  },
  LIMIT_MS,
);

it(
  'The world counts the webhooks that are signed with a key which is not in the ring',
  async () => {
    const world = await CredentialWorld.start(cli, { calls: 1, webhooks: 20 });
    onTestFinished(() => world.end());
    writeFileSync(world.fileOf('Auth Token'), 'another-key-0123456789abcdef');
    // The application reads the file now, since this webhook fits none of its keys.
    await fetch(world.webhookUrl, { method: 'POST', headers: { 'x-twilio-signature': FORGED } });
    await expect.poll(() => world.rejectedWebhooks, { timeout: 30_000 }).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
