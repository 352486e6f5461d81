import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  NewOAuthSecret,
  OAuthSecretDelivery,
  OAuthSecretStep,
  TwilioKeys,
} from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { oauthWorks, writeOAuthFile } from '#test/support/oauth-files.js';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
beforeEach(async () => {
  ({ twilio, keys, folder, file } = await startKeys());
  writeOAuthFile(file, twilio);
});

const heldSecret = () => (JSON.parse(readFileSync(file, 'utf8')) as NewOAuthSecret).clientSecret;
const works = (clientSecret: string) => oauthWorks(twilio, clientSecret);

/** Runs a rotation up to a step after which its process does nothing any more. */
function runUntil(last: OAuthSecretStep, deliver: OAuthSecretDelivery, more: object = {}) {
  return new Promise<void>((resolve, reject) => {
    const onStep = (step: OAuthSecretStep): Promise<void> | undefined => {
      if (step !== last) return undefined;
      resolve();
      return new Promise(() => {});
    };
    keys.oauth.rotateSecret({ deliver, graceSeconds: 60, onStep, ...more }).catch(reject);
  });
}

describe('A rotation of an OAuth secret that ends with its process', () => {
  it.each(['requested', 'created', 'accepted', 'delivered'] as const)(
    'after "%s" leaves a secret that works, and the next run finishes it',
    async (step) => {
      await runUntil(step, { file });
      expect(await works(heldSecret())).toBe(true);
      const report = await keys.oauth.rotateSecret({ deliver: { file }, graceSeconds: 60 });
      expect(report.resumed).toBe(true);
      expect(heldSecret()).toBe(twilio.account.oauthApp.clientSecret);
      expect(await works(heldSecret())).toBe(true);
    },
  );

  it.each(['created', 'accepted', 'delivered'] as const)(
    'after "%s" goes on with the same secret, and asks for no other one',
    async (step) => {
      await runUntil(step, { file });
      const { clientSecret } = twilio.account.oauthApp;
      const plan = await keys.oauth.planRotateSecret({ deliver: { file } });
      expect(plan.steps).toEqual(step === 'delivered' ? [] : ['accepted', 'delivered']);
      await keys.oauth.rotateSecret({ deliver: { file } });
      expect([heldSecret(), twilio.account.oauthApp.clientSecret]).toEqual([
        clientSecret,
        clientSecret,
      ]);
    },
  );

  it('before it could note the delivery knows that from the file', async () => {
    await runUntil('accepted', { file });
    const { clientSecret } = twilio.account.oauthApp;
    writeOAuthFile(file, twilio);
    const plan = await keys.oauth.planRotateSecret({ deliver: { file } });
    expect(plan).toMatchObject({ steps: [], resumed: true });
    await keys.oauth.rotateSecret({ deliver: { file } });
    expect(heldSecret()).toBe(clientSecret);
  });

  it('while Twilio answers loses that secret, and the next run delivers another one at once', async () => {
    await runUntil('requested', { file });
    // What its request did, whose answer nobody read.
    twilio.account.oauthApp.rotateSecret({ graceSeconds: 60 });
    expect(await works(heldSecret())).toBe(true);
    const steps: OAuthSecretStep[] = [];
    const onStep = (step: OAuthSecretStep) => void steps.push(step);
    const options = { deliver: { file }, graceSeconds: 60, onStep };
    expect(await keys.oauth.rotateSecret(options)).toMatchObject({
      resumed: true,
      graceKept: false,
    });
    expect(steps).toEqual(['requested', 'created', 'delivered']);
    expect(await works(heldSecret())).toBe(true);
  });

  it('asks before it ends a secret in use where nobody can read which one that is', async () => {
    const { clientId } = twilio.account.oauthApp;
    const progressFile = join(folder, 'progress');
    const more = { clientId, progressFile };
    let last: NewOAuthSecret | undefined;
    const deliver = (secret: NewOAuthSecret) => void (last = secret);
    await runUntil('requested', deliver, more);
    const again = { deliver, graceSeconds: 60, ...more };
    expect(await rejectionOf(keys.oauth.rotateSecret(again))).toMatchObject({
      reason: 'two-secrets',
    });
    await keys.oauth.rotateSecret({ ...again, endOldest: true });
    expect(last?.clientSecret).toBe(twilio.account.oauthApp.clientSecret);
  });

  it('keeps the secret in the progress file of a function', async () => {
    const { clientId } = twilio.account.oauthApp;
    const more = { clientId, progressFile: join(folder, 'progress') };
    let last: NewOAuthSecret | undefined;
    const deliver = (secret: NewOAuthSecret) => void (last = secret);
    await runUntil('created', deliver, more);
    const { clientSecret } = twilio.account.oauthApp;
    await keys.oauth.rotateSecret({ deliver, ...more });
    expect(last?.clientSecret).toBe(clientSecret);
    expect(readFileSync(more.progressFile, 'utf8')).not.toContain(clientSecret);
  });
});
