import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthTokenStep, RotateAuthTokenOptions, TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyAdmin } from '#test/support/key-admin.js';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
let old: string;
beforeEach(async () => {
  ({ twilio, keys, folder } = await startKeys());
  file = join(folder, 'keys');
  old = twilio.account.authToken;
  writeFileSync(file, `${old}\n`);
});

const ring = () => readFileSync(file, 'utf8').trim().split(',');
const AT_ONCE = { graceSeconds: 0, keepOldSeconds: 0 } as const;
const rotate = (more: Partial<RotateAuthTokenOptions> = {}) =>
  keys.authToken.rotate({ deliver: { signingKeysFile: file }, ...AT_ONCE, ...more });

/** The ring, and the token that Twilio signs with, after each step. */
async function watch(more: Partial<RotateAuthTokenOptions> = {}) {
  const seen: [AuthTokenStep, readonly string[], string][] = [];
  const onStep = (step: AuthTokenStep) => void seen.push([step, ring(), twilio.account.authToken]);
  const report = await rotate({ onStep, ...more });
  return { seen, report, fresh: twilio.account.authToken };
}

describe('Rotating the Auth Token', () => {
  it('delivers the new one before Twilio signs with it, and removes the old one after that', async () => {
    const { seen, report, fresh } = await watch();
    expect(fresh).not.toBe(old);
    expect(seen).toEqual([
      ['created', [old], old],
      ['accepted', [old], old],
      ['delivered', [fresh, old], old],
      ['waited', [fresh, old], old],
      ['promoted', [fresh, old], fresh],
      ['kept', [fresh, old], fresh],
      ['removed', [fresh], fresh],
    ]);
    expect(report).toEqual({
      accountSid: twilio.account.sid,
      resumed: false,
      oldTokenInRing: false,
    });
    expect(existsSync(join(folder, '.keys.rotation'))).toBe(false);
  });

  it('keeps the other keys of the ring', async () => {
    writeFileSync(file, ` ${old} , a-shared-key-of-our-own`);
    const { fresh } = await watch();
    expect(ring()).toEqual([fresh, 'a-shared-key-of-our-own']);
  });

  it('begins a ring that is not there yet', async () => {
    const deliver = { signingKeysFile: join(folder, 'new') };
    await rotate({ deliver, keepOld: true });
    expect(readFileSync(deliver.signingKeysFile, 'utf8')).toBe(
      `${twilio.account.authToken},${old}\n`,
    );
  });

  it('delivers both rings to a function and to a command', async () => {
    const rings: (readonly string[])[] = [];
    await rotate({ deliver: ({ keys: given }) => void rings.push(given) });
    const fresh = twilio.account.authToken;
    expect(rings).toEqual([[fresh, old], [fresh]]);
    await rotate({ deliver: { command: `cat >> ${file}` } });
    expect(readFileSync(file, 'utf8')).toBe(
      `${old}\n${twilio.account.authToken},${fresh}\n${twilio.account.authToken}\n`,
    );
  });

  it('ends with the old one in the ring where it is told to, and the next run removes it', async () => {
    const { seen, report, fresh } = await watch({ keepOld: true });
    expect(seen.at(-1)).toEqual(['promoted', [fresh, old], fresh]);
    expect(report.oldTokenInRing).toBe(true);
    const plan = await keys.authToken.planRotate({ deliver: { signingKeysFile: file } });
    expect(plan).toMatchObject({ steps: ['kept', 'removed'], resumed: true });
    const next = await watch();
    expect(next.seen.map(([step]) => step)).toEqual(['kept', 'removed']);
    expect([next.fresh, ring()]).toEqual([fresh, [fresh]]);
  });

  it('removes the old one when the events of the application say that it is not used', async () => {
    let isUnused: () => void = () => undefined;
    const unused = new Promise<void>((resolve) => (isUnused = resolve));
    let wasKept = false;
    const onStep = (step: AuthTokenStep): void => {
      if (step === 'promoted') setImmediate(() => isUnused());
      if (step === 'kept') wasKept = ring().includes(old);
    };
    await rotate({ untilOldIsUnused: () => unused, onStep });
    expect([wasKept, ring().includes(old)]).toEqual([true, false]);
  });

  it('can go without a call that tries it, which Public Key Client Validation rejects', async () => {
    twilio.faults.inject({ kind: 'propagation', ms: 60_000 });
    expect(await rejectionOf(rotate({ tryForSeconds: 0 }))).toMatchObject({
      reason: 'not-accepted',
    });
    expect(ring()).toEqual([old]);
    await rotate({ tryToken: false });
    expect(ring()).toEqual([twilio.account.authToken]);
  });

  it('tells what it would do, and changes nothing', async () => {
    const plan = await keys.authToken.planRotate({ deliver: { signingKeysFile: file } });
    const steps = ['created', 'accepted', 'delivered', 'waited', 'promoted', 'kept', 'removed'];
    expect(plan).toEqual({ accountSid: twilio.account.sid, steps, resumed: false });
    expect([ring(), twilio.account.secondaryAuthToken]).toEqual([[old], undefined]);
  });
});

describe('The rotation of the Auth Token is refused', () => {
  it('where somebody else has a secondary one, unless it may be replaced', async () => {
    await (await keyAdmin(twilio)).createSecondary();
    const foreign = twilio.account.secondaryAuthToken;
    expect(await rejectionOf(rotate())).toMatchObject({ reason: 'secondary-exists' });
    expect(twilio.account.secondaryAuthToken).toBe(foreign);
    const { fresh } = await watch({ replaceSecondary: true });
    expect([fresh === foreign, ring()]).toEqual([false, [fresh]]);
  });

  it('where the new one is deleted meanwhile, and the ring forgets it', async () => {
    const admin = await keyAdmin(twilio);
    const onStep = async (step: AuthTokenStep): Promise<void> => {
      if (step === 'waited') await admin.removeSecondary();
    };
    expect(await rejectionOf(rotate({ onStep }))).toMatchObject({ reason: 'secondary-gone' });
    expect([ring(), twilio.account.authToken]).toEqual([[old], old]);
    await rotate();
    expect(ring()).toEqual([twilio.account.authToken]);
  });

  it.each<[string, () => Partial<RotateAuthTokenOptions>]>([
    [
      'to a ring with five keys',
      () => {
        writeFileSync(file, `${old},a,b,c,d`);
        return {};
      },
    ],
    [
      'to a folder that does not exist',
      () => ({ deliver: { signingKeysFile: join(folder, 'none', 'x') } }),
    ],
    ['to nothing', () => ({ deliver: {} as never })],
  ])('%s', async (_, prepare) => {
    expect(await rejectionOf(rotate(prepare()))).toMatchObject({ reason: 'target-unusable' });
    expect(twilio.account.secondaryAuthToken).toBeUndefined();
  });

  it('to an administrator who is not shown the token', async () => {
    twilio.faults.inject({
      kind: 'answer',
      status: 200,
      body: { sid: twilio.account.sid },
      times: 1,
    });
    expect(await rejectionOf(rotate())).toMatchObject({ reason: 'token-unknown' });
  });

  it('where the ring cannot be written, and goes on with the same token', async () => {
    const blocked = join(folder, '.keys.next');
    const onStep = (step: AuthTokenStep): void => {
      if (step === 'accepted') mkdirSync(blocked);
    };
    const error = await rejectionOf(rotate({ onStep }));
    expect(error).toMatchObject({ reason: 'delivery-failed' });
    expect(error.message).not.toContain(twilio.account.secondaryAuthToken);
    expect([ring(), twilio.account.authToken]).toEqual([[old], old]);
    const { secondaryAuthToken } = twilio.account;
    rmdirSync(blocked);
    await rotate();
    expect(ring()).toEqual([secondaryAuthToken]);
  });
});
