import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type {
  NewOAuthSecret,
  OAuthSecretStep,
  RotateOAuthSecretOptions,
  TwilioKeys,
} from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { oauthWorks, writeOAuthFile } from '#test/support/oauth-files.js';
import { startKeys } from '#test/support/keys.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
let progress: string;
beforeEach(async () => {
  ({ twilio, keys, folder, file } = await startKeys());
  progress = join(folder, '.twilio.json.rotation');
});

const held = () => JSON.parse(readFileSync(file, 'utf8')) as NewOAuthSecret;
const works = (clientSecret: string) => oauthWorks(twilio, clientSecret);
const rotate = (more: Partial<RotateOAuthSecretOptions> = {}) =>
  keys.oauth.rotateSecret({ deliver: { file }, graceSeconds: 60, ...more });

describe('Rotating an OAuth secret', () => {
  it('delivers another one, and both work until the grace ends', async () => {
    const old = twilio.account.oauthApp.clientSecret;
    writeOAuthFile(file, twilio);
    const steps: OAuthSecretStep[] = [];
    const report = await rotate({ onStep: (step) => void steps.push(step) });
    const { clientId, clientSecret } = twilio.account.oauthApp;
    expect(steps).toEqual(['requested', 'created', 'accepted', 'delivered']);
    expect(held()).toEqual({
      accountSid: twilio.account.sid,
      method: 'oauth',
      clientId,
      clientSecret,
      note: 'kept',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(report).toMatchObject({ clientId, resumed: false, graceKept: true });
    expect(report.oldSecretEndsAt?.getTime()).toBeGreaterThan(Date.now() + 50_000);
    expect([await works(old), await works(clientSecret)]).toEqual([true, true]);
    twilio.clock.advance(60_000);
    expect([await works(old), await works(clientSecret)]).toEqual([false, true]);
    expect(JSON.stringify(report)).not.toContain(clientSecret);
    expect(readFileSync(progress, 'utf8')).not.toContain(clientSecret);
  });

  it('delivers to the file of the secret alone', async () => {
    const secretFile = join(folder, 'secret');
    const { clientId } = twilio.account.oauthApp;
    await rotate({ clientId, deliver: { secretFile } });
    expect(readFileSync(secretFile, 'utf8')).toBe(`${twilio.account.oauthApp.clientSecret}\n`);
  });

  it('delivers to a function or a command, which get the whole credential', async () => {
    const { clientId } = twilio.account.oauthApp;
    let given: NewOAuthSecret | undefined;
    await rotate({ clientId, deliver: (secret) => void (given = secret) });
    expect(given).toEqual({
      accountSid: twilio.account.sid,
      clientId,
      clientSecret: twilio.account.oauthApp.clientSecret,
    });
    await rotate({ clientId, deliver: { command: `cat > ${file}` } });
    expect(held()).toMatchObject({
      method: 'oauth',
      clientSecret: twilio.account.oauthApp.clientSecret,
    });
  });

  it('waits for the end of the old secret where it is told to', async () => {
    writeOAuthFile(file, twilio);
    const steps: OAuthSecretStep[] = [];
    const onStep = (step: OAuthSecretStep) => void steps.push(step);
    const old = twilio.account.oauthApp.clientSecret;
    await rotate({ graceSeconds: 1, waitForExpiry: true, onStep });
    expect(steps.at(-1)).toBe('expired');
    expect(await works(old)).toBe(false);
    expect(existsSync(progress)).toBe(false);
  });

  it('without a grace ends the old secret at once, and delivers without a wait', async () => {
    writeOAuthFile(file, twilio);
    const old = twilio.account.oauthApp.clientSecret;
    const report = await rotate({ graceSeconds: 0 });
    expect(await works(old)).toBe(false);
    expect(await works(held().clientSecret)).toBe(true);
    expect(report).not.toHaveProperty('graceKept');
    expect(existsSync(progress)).toBe(false);
  });

  it('delivers at once, untried, where Twilio kept no grace', async () => {
    writeOAuthFile(file, twilio);
    // Somebody rotates in the Console at the same time, which ends the secret in use.
    const onStep = (step: OAuthSecretStep): void => {
      if (step === 'requested') twilio.account.oauthApp.rotateSecret({ graceSeconds: 60 });
    };
    expect(await rotate({ onStep })).toMatchObject({ graceKept: false });
    expect(await works(held().clientSecret)).toBe(true);
  });

  it('takes a secret of the Console instead of a request', async () => {
    writeOAuthFile(file, twilio);
    const newSecret = twilio.account.oauthApp.rotateSecret({ graceSeconds: 60 });
    twilio.requests.clear();
    const report = await rotate({ newSecret: async () => `${newSecret}\n`, graceSeconds: 60 });
    expect(held().clientSecret).toBe(newSecret);
    expect(report.graceKept).toBe(true);
    expect(twilio.requests.filter(({ path }) => path.endsWith('/secret'))).toEqual([]);
  });

  it('tells what it would do, and changes nothing', async () => {
    writeOAuthFile(file, twilio);
    const before = readFileSync(file, 'utf8');
    const plan = await keys.oauth.planRotateSecret({ deliver: { file }, waitForExpiry: true });
    const steps = ['requested', 'created', 'accepted', 'delivered', 'expired'];
    expect(plan).toEqual({ clientId: twilio.account.oauthApp.clientId, steps, resumed: false });
    expect([readFileSync(file, 'utf8'), existsSync(progress)]).toEqual([before, false]);
  });
});
