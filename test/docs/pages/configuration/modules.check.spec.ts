import { inspect } from 'node:util';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'configuration-'));
const before = process.cwd();
beforeEach(() => process.chdir(folder));
afterEach(() => {
  process.chdir(before);
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) {
    if (/^(TWILIO|SMS)_/.test(name)) delete process.env[name];
  }
});

/** A module reads `.env` when it is imported for the first time, as an application does. */
async function compile(load: () => Promise<{ AppModule: new () => object }>, env: object) {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${String(value)}`);
  writeFileSync(join(folder, '.env'), lines.join('\n'));
  const { AppModule } = await load();
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  onTestFinished(async () => {
    await module.close();
    rmSync(join(folder, '.env'));
  });
  return module;
}

const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };

describe('the modules of the page about configuration', () => {
  it.each([
    ['@nestjs/config alone', () => import('./dot-env.module.js')],
    ['options of its own beside it', () => import('./own-options.module.js')],
  ])('authenticate from .env with %s', async (_, load) => {
    await using emulator = await TwilioEmulator.start();
    const module = await compile(load, emulator.env('api-key'));
    expect((await module.get(TwilioClient).messages.create(message)).status).toBe('queued');
    expect(module.get(TwilioAuth).describe().method).toBe('api-key');
  });

  it('name the variable in an error although the options were spread', async () => {
    vi.stubEnv('TWILIO_ACCOUNT_SID', 'AC1');
    vi.stubEnv('TWILIO_API_KEY', 'SK1');
    vi.stubEnv('TWILIO_API_SECRET', 'any');
    const load = () => import('./own-options.module.js');
    await expect(compile(load, {})).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ path: 'accountSid', variable: 'TWILIO_ACCOUNT_SID' }),
      ]),
    });
  });

  it('leave the secret with ConfigService when it is read by a function', async () => {
    const secret = 'only-config-service-knows';
    const digits = '0'.repeat(32);
    const module = await compile(() => import('./config-service.module.js'), {
      SMS_ACCOUNT: `AC${digits}`,
      SMS_KEY: `SK${digits}`,
      SMS_KEY_SECRET: secret,
    });
    const twilio = module.get(TwilioClient);
    expect(inspect(twilio, { depth: 12, showHidden: true })).not.toContain(secret);
    expect(module.get(TwilioAuth).describe()).toMatchObject({ method: 'api-key' });
  });
});
