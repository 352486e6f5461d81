import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
import { rejectionOf } from '#test/support/thrown.js';

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
const failure = (more?: Partial<RotateOAuthSecretOptions>) => rejectionOf(rotate(more));

describe('The rotation of an OAuth secret is refused', () => {
  it.each<[string, () => Partial<RotateOAuthSecretOptions>, string]>([
    ['without an app', () => ({}), 'key-unknown'],
    [
      'with another app than that of the file',
      () => {
        writeOAuthFile(file, twilio);
        return { clientId: `OQ${'9'.repeat(32)}` };
      },
      'target-unusable',
    ],
    [
      'to a file of another account',
      () => {
        writeOAuthFile(file, twilio, { accountSid: `AC${'9'.repeat(32)}` });
        return {};
      },
      'target-unusable',
    ],
    [
      'to a file with an API key',
      () => {
        writeFileSync(
          file,
          JSON.stringify({ accountSid: twilio.account.sid, apiKeySid: 'x', apiKeySecret: 'y' }),
        );
        return {};
      },
      'target-unusable',
    ],
    [
      'to a file with something else',
      () => {
        writeFileSync(file, 'hello');
        return {};
      },
      'target-unusable',
    ],
    [
      'to nothing',
      () => ({ clientId: twilio.account.oauthApp.clientId, deliver: {} as never }),
      'target-unusable',
    ],
    [
      'beside the progress of another rotation',
      () => {
        writeOAuthFile(file, twilio);
        writeFileSync(progress, '{"rotation":"auth-token"}');
        return {};
      },
      'target-unusable',
    ],
    [
      'for an app that Twilio does not know',
      () => ({ clientId: `OQ${'9'.repeat(32)}` }),
      'request-refused',
    ],
  ])('%s', async (_, prepare, reason) => {
    const secret = twilio.account.oauthApp.clientSecret;
    expect(await failure(prepare())).toMatchObject({
      code: 'TWILIO_AUTH_KEY_CHANGE_FAILED',
      reason,
    });
    expect(twilio.account.oauthApp.clientSecret).toBe(secret);
  });

  it.each([-1, 2_592_001, 0.5])('with a grace of %d seconds', async (graceSeconds) => {
    writeOAuthFile(file, twilio);
    expect(await failure({ graceSeconds })).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
  });

  it('with an empty secret of the Console', async () => {
    writeOAuthFile(file, twilio);
    expect(await failure({ newSecret: ' ' })).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
  });

  it('while the secret before the last rotation is valid, unless it may end', async () => {
    writeOAuthFile(file, twilio);
    await rotate();
    const second = held().clientSecret;
    const error = await failure();
    expect(error).toMatchObject({ reason: 'two-secrets' });
    expect(error.message).toMatch(/two secrets until \d{4}-/);
    expect(twilio.account.oauthApp.clientSecret).toBe(second);
    await rotate({ endOldest: true });
    expect(await works(held().clientSecret)).toBe(true);
  });

  it('and kept for the next run where Twilio does not accept the new one in time', async () => {
    writeOAuthFile(file, twilio);
    const old = held().clientSecret;
    twilio.faults.inject({ kind: 'propagation', ms: 3_600_000 });
    expect(await failure({ tryForSeconds: 0 })).toMatchObject({ reason: 'not-accepted' });
    expect(held().clientSecret).toBe(old);
    twilio.clock.advance(3_600_000);
    // The grace is over by then on the clock of the emulator, and not on this machine's.
    expect(await rotate()).toMatchObject({ resumed: true });
    expect(await works(held().clientSecret)).toBe(true);
  });

  it('and kept for the next run where it cannot be delivered', async () => {
    writeOAuthFile(file, twilio);
    const onStep = (step: OAuthSecretStep): void => {
      if (step === 'accepted') mkdirSync(join(folder, '.twilio.json.next'));
    };
    const error = await failure({ onStep });
    expect(error).toMatchObject({ reason: 'delivery-failed' });
    expect(error.message).not.toContain(twilio.account.oauthApp.clientSecret);
    expect(await rejectionOf(rotate())).toMatchObject({ reason: 'delivery-failed' });
  });
});
