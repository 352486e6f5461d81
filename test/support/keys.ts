import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TwilioKeys } from 'nestjs-twilio-auth/keys';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { systemClock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { createKeys } from '../../libs/twilio-auth/src/keys/create-twilio-keys.js';

/** The keys of the emulator's account, on its main key. */
export async function keysOf(
  { url, account }: TwilioEmulator,
  clock: Clock = systemClock,
): Promise<TwilioKeys> {
  const { main } = account.apiKeys;
  const keys = await createKeys(
    {
      environment: 'development',
      apiBaseUrl: url,
      accountSid: account.sid,
      auth: { method: 'api-key', keySid: main.sid, keySecret: main.secret, keyType: 'main' },
    },
    clock,
  );
  onTestFinished(() => keys.close());
  return keys;
}

/** The credentials of an account, on its Auth Token. */
export async function tokenKeysOf(
  { url, account }: TwilioEmulator,
  { sid, authToken }: Pick<TwilioEmulator['account'], 'sid' | 'authToken'> = account,
): Promise<TwilioKeys> {
  const auth = { method: 'auth-token', authToken } as const;
  const options = { environment: 'development', apiBaseUrl: url, accountSid: sid, auth };
  const keys = await createKeys(options, systemClock);
  onTestFinished(() => keys.close());
  return keys;
}

/** The keys of an emulator's account, and a file to deliver to; all of it ends with the test. */
export async function startKeys() {
  const twilio = await TwilioEmulator.start();
  onTestFinished(() => twilio.stop());
  const folder = testFolder();
  return { twilio, keys: await keysOf(twilio), folder, file: join(folder, 'twilio.json') };
}

/** A folder that is removed after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
