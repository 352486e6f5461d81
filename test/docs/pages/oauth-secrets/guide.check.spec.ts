import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewOAuthSecret } from 'nestjs-twilio-auth/keys';
import { expect, it } from 'vitest';
import { runShown } from '#test/support/admin-cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { keysOf, testFolder } from '#test/support/keys.js';
import { writeOAuthFile } from '#test/support/oauth-files.js';
import { rotateSecret } from './rotate-secret.js';

const twilio = await sharedEmulator();
const page = await readFile(new URL('../../../../docs/oauth-secrets.md', import.meta.url), 'utf8');

it('A stranger rotates an OAuth secret by the page alone', async () => {
  const folder = testFolder();
  const file = join(folder, 'twilio.json');
  writeOAuthFile(file, twilio);
  const held = async () =>
    (JSON.parse(await readFile(file, 'utf8')) as NewOAuthSecret).clientSecret;
  const first = await held();
  const rotate = 'npx nestjs-twilio-auth oauth rotate-secret --deliver-file twilio.json';

  const dry = await runShown(twilio, page, `${rotate} --grace 86400 --dry-run`, folder);
  expect([dry.code, await held()]).toEqual([0, first]);
  const run = await runShown(twilio, page, `${rotate} --grace 86400 --unconfirmed-request`, folder);
  expect(run).toMatchObject({ code: 0 });
  expect(await held()).toBe(twilio.account.oauthApp.clientSecret);
  expect(await held()).not.toBe(first);

  // What a person does in the Console, when the grace is over.
  twilio.clock.advance(86_400_000);
  await writeFile(
    join(folder, '.twilio.json.rotation'),
    '{"rotation":"oauth-secret","state":"finished"}',
  );
  const shown = twilio.account.oauthApp.rotateSecret({ graceSeconds: 60 });
  await writeFile(join(folder, 'secret.txt'), `${shown}\n`);
  const console = await runShown(twilio, page, `${rotate} --new-secret-file secret.txt`, folder);
  expect([console.code, await held()]).toEqual([0, shown]);
});

it('The code of the page needs a folder that only a server has', async () => {
  await expect(rotateSecret(await keysOf(twilio))).rejects.toMatchObject({
    reason: 'target-unusable',
  });
});
