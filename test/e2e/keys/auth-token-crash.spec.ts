import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthTokenStep, TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyAdmin } from '#test/support/key-admin.js';
import { startKeys } from '#test/support/keys.js';

const STEPS = [
  'created',
  'accepted',
  'delivered',
  'waited',
  'promoted',
  'kept',
  'removed',
] as const;

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
const options = () => ({
  deliver: { signingKeysFile: file },
  graceSeconds: 0,
  keepOldSeconds: 0,
});

/** Runs a rotation up to a step after which its process does nothing any more. */
function runUntil(last: AuthTokenStep) {
  return new Promise<void>((resolve, reject) => {
    const onStep = (step: AuthTokenStep): Promise<void> | undefined => {
      if (step !== last) return undefined;
      resolve();
      return new Promise(() => {});
    };
    keys.authToken.rotate({ ...options(), onStep }).catch(reject);
  });
}

describe('A rotation of the Auth Token that ends with its process', () => {
  it.each(STEPS)(
    'after "%s" leaves a ring that verifies, and the next run finishes it',
    async (step) => {
      await runUntil(step);
      expect(ring()).toContain(twilio.account.authToken);
      const { secondaryAuthToken } = twilio.account;

      const report = await keys.authToken.rotate(options());
      expect(report).toMatchObject({ resumed: true, oldTokenInRing: false });
      expect(ring()).toEqual([twilio.account.authToken]);
      expect(twilio.account.authToken).not.toBe(old);
      // The same secondary token, and no second rotation.
      if (secondaryAuthToken !== undefined) {
        expect(twilio.account.authToken).toBe(secondaryAuthToken);
      }
      expect(twilio.account.secondaryAuthToken).toBeUndefined();
    },
  );

  it('while Twilio answers loses that token, and the next run replaces it', async () => {
    writeFileSync(join(folder, '.keys.rotation'), '{"rotation":"auth-token","state":"requested"}');
    await (await keyAdmin(twilio)).createSecondary();
    const lost = twilio.account.secondaryAuthToken;
    await keys.authToken.rotate(options());
    expect([old, lost]).not.toContain(twilio.account.authToken);
    expect(ring()).toEqual([twilio.account.authToken]);
  });
});
