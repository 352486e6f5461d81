import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestingModule } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cliFile, runCli, type CliRun } from '#test/support/cli.js';
import { compile } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { createRestrictedKey } from './create-key.js';
import { reportPermissions } from './report-permissions.js';

const file = await cliFile();
const page = await readFile(
  new URL('../../../../docs/restricted-keys.md', import.meta.url),
  'utf8',
);
const twilio = await sharedEmulator();
const LOCK = 'twilio-permissions.json';

let folder: string;
let service: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guide-'));
  service = await verifyService();
  twilio.permissions.clear();
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a command that the page shows, with the emulator of this test. */
function step(command: string): Promise<CliRun> {
  expect(page).toContain(`\n${command}\n`);
  const args = command.replace('http://localhost:4010', twilio.url).split(' ').slice(2);
  return runCli(file, args, { folder });
}

async function start(
  key: { readonly sid: string; readonly secret: string },
  more: Readonly<Record<string, string>> = {},
): Promise<TestingModule> {
  withEnvironment({
    NODE_ENV: 'development',
    TWILIO_ACCOUNT_SID: twilio.account.sid,
    TWILIO_API_KEY: key.sid,
    TWILIO_API_SECRET: key.secret,
    TWILIO_API_BASE_URL: twilio.url,
    ...more,
  });
  return compile({ imports: [TwilioAuthModule.forRoot()] });
}

/** A Verify service, made by the account itself as in the Console. */
async function verifyService(): Promise<string> {
  const { sid, authToken } = twilio.account;
  const answer = await fetch(`${twilio.url}/v2/Services`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${sid}:${authToken}`)}` },
    body: new URLSearchParams({ FriendlyName: 'Shop' }),
  });
  return ((await answer.json()) as { sid: string }).sid;
}

/** What a small shop does. */
async function useEverything(client: TwilioClient): Promise<void> {
  const [to, from] = ['+15551234567', twilio.account.phoneNumber];
  await client.messages.create({ to, from, body: 'hi' });
  await client.calls.create({ to, from, twiml: '<Response/>' });
  await client.lookups.v2.phoneNumbers(to).fetch();
  await client.incomingPhoneNumbers.list({ limit: 1 });
  const { verifications, verificationChecks } = client.verify.v2.services(service);
  await verifications.create({ to, channel: 'sms' });
  const code = twilio.account.verificationCode(to) ?? '';
  expect(await verificationChecks.create({ to, code })).toMatchObject({ status: 'approved' });
}

it('A stranger goes from a standard key to a restricted one by the page alone', async () => {
  // 1. and 2.
  const before = await start(twilio.account.apiKeys.standard);
  await useEverything(before.get(TwilioClient));
  await reportPermissions(before, 'shop', join(folder, 'permissions-reports'));
  const written = await step(
    'npx nestjs-twilio-auth permissions --write --from permissions-reports',
  );
  expect(written).toMatchObject({ code: 0, stderr: '' });
  const lock = await readFile(join(folder, LOCK), 'utf8');
  expect(JSON.parse(lock)).toEqual({
    version: 1,
    permissions: [
      '/twilio/lookup/phone-numbers/read',
      '/twilio/messaging/messages/create',
      '/twilio/phone-numbers/active-numbers/list',
      '/twilio/verify/verification-check/create',
      '/twilio/verify/verification/create',
      '/twilio/voice/calls/create',
    ],
  });

  // 3. and 4.
  const administrator = await start(twilio.account.apiKeys.main);
  const admin = administrator.get(TwilioClient);
  const key = await createRestrictedKey(admin, 'shop', join(folder, LOCK));
  const declared = { TWILIO_API_KEY_PERMISSIONS_FILE: join(folder, LOCK) };
  const after = await start(key, declared);
  const client = after.get(TwilioClient);
  await useEverything(client);

  // 5.
  await reportPermissions(after, 'shop', join(folder, 'permissions-reports'));
  const check = 'npx nestjs-twilio-auth permissions --check --from permissions-reports';
  expect(await step(check)).toMatchObject({ code: 0, stderr: '' });

  // The key loses one permission, and the application is told which.
  const lost = '/twilio/messaging/messages/create';
  const allow = key.policy['allow'] as unknown as string[];
  await admin.iam.v1
    .apiKey(key.sid)
    .update({ policy: { allow: allow.filter((name) => name !== lost) } });
  const [to, from] = ['+15551234567', twilio.account.phoneNumber];
  const message = { to, from, body: 'hi' };
  await expect(client.messages.create(message)).rejects.toMatchObject({
    code: 70051,
    details: { hint: expect.stringContaining(`permissions --add ${lost}`) },
  });

  // A file without it refuses the call before it is sent, and fails the check.
  await writeFile(join(folder, LOCK), lock.replace(`    "${lost}",\n`, ''));
  const less = await start(key, declared);
  twilio.requests.clear();
  await expect(less.get(TwilioClient).messages.create(message)).rejects.toMatchObject({
    code: 'TWILIO_AUTH_CAPABILITY',
    message: expect.stringContaining(lost),
  });
  expect(twilio.requests.total).toBe(0);
  expect(await step(check)).toMatchObject({ code: 1 });
  expect(await step(`npx nestjs-twilio-auth permissions --add ${lost}`)).toMatchObject({ code: 0 });
  expect(await step(check)).toMatchObject({ code: 0 });
});

it('The emulator says the same as the reports of the tests', async () => {
  const module = await start(twilio.account.apiKeys.standard);
  await useEverything(module.get(TwilioClient));
  await reportPermissions(module, 'shop', join(folder, 'permissions-reports'));
  await step('npx nestjs-twilio-auth permissions --write --from permissions-reports');
  const fromTests = await readFile(join(folder, LOCK), 'utf8');
  await rm(join(folder, LOCK));
  const asked = await step(
    'npx nestjs-twilio-auth permissions --write --emulator http://localhost:4010',
  );
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  expect(await readFile(join(folder, LOCK), 'utf8')).toBe(fromTests);
});
