import { readFile, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { expect, it } from 'vitest';
import { runShown } from '#test/support/admin-cli.js';
import { compile } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { testFolder } from '#test/support/keys.js';
import { resolveAccount } from './app.module.js';
import { Messages } from './messages.service.js';

const twilio = await sharedEmulator();
const page = await readFile(new URL('../../../../docs/subaccounts.md', import.meta.url), 'utf8');

it('A stranger goes from no subaccount to its first message by the page alone', async () => {
  const folder = testFolder();
  const lock = /```json\n(\{[^]*?\})\n```/.exec(page)?.[1] ?? '';
  writeFileSync(join(folder, 'acme-permissions.json'), lock);
  const create =
    'npx nestjs-twilio-auth subaccount create --name Acme --key-name acme --permissions-file acme-permissions.json --deliver-file acme.json';
  const dry = await runShown(twilio, page, `${create} --dry-run`, folder);
  expect([dry.code, twilio.account.subaccounts]).toEqual([0, []]);
  expect(await runShown(twilio, page, create, folder)).toMatchObject({ code: 0 });

  withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key') });
  const resolve = (id: string) => resolveAccount(id, folder);
  const imports = [TwilioAuthModule.forRoot({ resolveAccount: resolve })];
  const messages = (await compile({ imports, providers: [Messages] })).get(Messages);
  const { phoneNumber } = twilio.account;
  const sent = await messages.send('acme', phoneNumber, '+15551234567', 'hello');
  const [acme] = twilio.account.subaccounts;
  expect(sent).toMatchObject({ accountSid: acme?.sid, status: 'queued' });
  await expect(messages.send('../acme', phoneNumber, '+15551234567', 'x')).rejects.toMatchObject({
    code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN',
  });

  // A run that ended before it delivered anything.
  await rm(join(folder, 'acme.json'));
  const again =
    'npx nestjs-twilio-auth subaccount create --account AC0123456789abcdef0123456789abcdef --key-name acme --deliver-file acme.json';
  const { sid, authToken } = twilio.account;
  const rerun = await runShown(twilio, page, again, folder, {
    replace: ['AC0123456789abcdef0123456789abcdef', acme?.sid ?? ''],
    variables: { TWILIO_ADMIN_ACCOUNT_SID: sid, TWILIO_ADMIN_AUTH_TOKEN: authToken },
  });
  expect(rerun).toMatchObject({ code: 0 });
  expect(twilio.account.subaccounts).toHaveLength(1);
});
