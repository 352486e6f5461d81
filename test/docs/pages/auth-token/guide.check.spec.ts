import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwilioAuthModule, TwilioWebhookVerifier } from 'nestjs-twilio-auth';
import { expect, it } from 'vitest';
import { runAdmin, runShown } from '#test/support/admin-cli.js';
import { compile } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { keysOf, testFolder } from '#test/support/keys.js';
import { KeyWatch } from './key-watch.js';
import { rotateToken } from './rotate-token.js';

const twilio = await sharedEmulator();
const page = await readFile(new URL('../../../../docs/auth-token.md', import.meta.url), 'utf8');
const baseUrl = 'https://shop.example.com';

it('A stranger rotates the Auth Token by the page alone, and sees which token is used', async () => {
  const folder = testFolder();
  const file = join(folder, 'signing-keys');
  const old = twilio.account.authToken;
  await writeFile(file, old);
  withEnvironment({
    NODE_ENV: 'development',
    ...twilio.env('api-key'),
    TWILIO_AUTH_TOKEN: '',
    TWILIO_WEBHOOK_SIGNING_KEYS: '',
    TWILIO_WEBHOOK_SIGNING_KEYS_FILE: file,
  });
  const app = await compile({ imports: [TwilioAuthModule.forRoot()], providers: [KeyWatch] });
  const receive = async () => {
    const url = '/sms';
    const signature = twilio.webhooks.signature(baseUrl + url);
    const request = { method: 'GET', url, headers: { 'x-twilio-signature': signature } };
    return app.get(TwilioWebhookVerifier).verify(request, { baseUrl });
  };
  expect(await receive()).toMatchObject({ valid: true, key: 'key-1' });

  const rotate = 'npx nestjs-twilio-auth auth-token rotate --deliver-keys-file signing-keys';
  const dry = await runShown(twilio, page, `${rotate} --dry-run`, folder);
  expect([dry.code, await readFile(file, 'utf8')]).toEqual([0, old]);
  // The same command without its two minutes.
  expect(page).toContain(`\n${rotate}\n`);
  const args = ['auth-token', 'rotate', '--deliver-keys-file', file, '--grace', '0'];
  const kept = await runAdmin(twilio, [...args, '--keep-old-for-now']);
  expect(kept.code).toBe(0);
  await expect.poll(receive).toMatchObject({ valid: true, key: 'key-1' });
  expect(app.get(KeyWatch).lastSeen.has('key-1')).toBe(true);
  await runAdmin(twilio, [...args, '--keep-old', '0']);
  expect(await readFile(file, 'utf8')).toBe(`${twilio.account.authToken}\n`);
  expect(twilio.account.authToken).not.toBe(old);
});

it('The code of the page needs a folder that only a server has', async () => {
  await expect(rotateToken(await keysOf(twilio), async () => 600)).rejects.toMatchObject({
    reason: 'target-unusable',
  });
});
