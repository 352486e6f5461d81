import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewOAuthSecret, NewTwilioKey } from 'nestjs-twilio-auth/keys';
import { describe, expect, it } from 'vitest';
import { runAdmin } from '#test/support/admin-cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { testFolder } from '#test/support/keys.js';
import { writeOAuthFile } from '#test/support/oauth-files.js';

const twilio = await sharedEmulator();
const run = (...args: readonly string[]) => runAdmin(twilio, args);
const steps = (stderr: string) =>
  stderr
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);

describe('oauth rotate-secret', () => {
  const oauthFile = () => {
    const file = join(testFolder(), 'twilio.json');
    writeOAuthFile(file, twilio);
    return { file, held: () => JSON.parse(readFileSync(file, 'utf8')) as NewOAuthSecret };
  };

  it('delivers another secret to the file, with its progress on standard error', async () => {
    const { file, held } = oauthFile();
    const args = ['oauth', 'rotate-secret', '--deliver-file', file, '--grace', '2', '--wait'];
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(steps(stderr)).toEqual(['requested', 'created', 'accepted', 'delivered', 'expired']);
    expect(stdout).toMatch(/^OQ\w{32} has a new secret\. Twilio accepts the old one until \d{4}-/);
    expect(held().clientSecret).toBe(twilio.account.oauthApp.clientSecret);
    expect(stdout + stderr).not.toContain(held().clientSecret);
  });

  it('prints every step with --dry-run, and changes nothing', async () => {
    const { file, held } = oauthFile();
    const before = held();
    const { code, stdout } = await run(
      'oauth',
      'rotate-secret',
      '--deliver-file',
      file,
      '--dry-run',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      dryRun: true,
      clientId: before.clientId,
      steps: ['requested', 'created', 'accepted', 'delivered'],
      resumed: false,
    });
    expect(held()).toEqual(before);
  });

  it('takes the secret of the Console from standard input, and prints JSON for a pipe', async () => {
    const { clientId } = twilio.account.oauthApp;
    const secret = twilio.account.oauthApp.rotateSecret({ graceSeconds: 60 });
    const args = ['oauth', 'rotate-secret', clientId, '--new-secret-file', '-', '--deliver', '-'];
    const { code, stdout, stderr } = await runAdmin(twilio, args, { input: `${secret}\n` });
    expect([code, stderr]).toEqual([0, expect.stringContaining('delivered')]);
    const accountSid = twilio.account.sid;
    expect(JSON.parse(stdout)).toEqual({
      accountSid,
      method: 'oauth',
      clientId,
      clientSecret: secret,
    });
  });

  it('refuses a second rotation within the grace with the way on', async () => {
    const { file } = oauthFile();
    await run('oauth', 'rotate-secret', '--deliver-file', file, '--grace', '600');
    const { code, stderr } = await run('oauth', 'rotate-secret', '--deliver-file', file);
    expect(code).toBe(1);
    expect(stderr).toMatch(/may have two secrets until .*\n.*--end-oldest/);
  });
});

describe('auth-token rotate', () => {
  const ringFile = () => {
    const file = join(testFolder(), 'keys');
    writeFileSync(file, twilio.account.authToken);
    return { file, ring: () => readFileSync(file, 'utf8').trim().split(',') };
  };

  it('replaces the token in the key ring, with its progress on standard error', async () => {
    const { file, ring } = ringFile();
    const args = ['auth-token', 'rotate', '--deliver-keys-file', file];
    const { code, stdout, stderr } = await run(...args, '--grace', '0', '--keep-old', '0');
    expect([code, stdout]).toEqual([0, `${twilio.account.sid} has a new Auth Token.\n`]);
    const names = ['created', 'accepted', 'delivered', 'waited', 'promoted', 'kept', 'removed'];
    expect(steps(stderr)).toEqual(names);
    expect(ring()).toEqual([twilio.account.authToken]);
    expect(stdout + stderr).not.toContain(twilio.account.authToken);
  });

  it('leaves the old token in the ring where it is told to, and then removes it', async () => {
    const { file, ring } = ringFile();
    const args = ['auth-token', 'rotate', '--deliver-keys-file', file, '--grace', '0', '--json'];
    const first = await run(...args, '--keep-old-for-now');
    expect(JSON.parse(first.stdout)).toMatchObject({ ok: true, oldTokenInRing: true });
    expect(ring()).toHaveLength(2);
    const dry = await run(...args, '--dry-run');
    expect(JSON.parse(dry.stdout)).toMatchObject({ dryRun: true, steps: ['kept', 'removed'] });
    await run(...args, '--keep-old', '0');
    expect(ring()).toEqual([twilio.account.authToken]);
  });
});

describe('subaccount create', () => {
  it('delivers a restricted key of a new subaccount', async () => {
    const folder = testFolder();
    const [file, lock] = [join(folder, 'acme.json'), join(folder, 'twilio-permissions.json')];
    writeFileSync(
      lock,
      JSON.stringify({ version: 1, permissions: ['/twilio/messaging/messages/create'] }),
    );
    const args = ['subaccount', 'create', '--name', 'Acme', '--deliver-file', file];
    const dry = await run(...args, '--permissions-file', lock, '--dry-run');
    expect([dry.code, existsSync(file)]).toEqual([0, false]);
    expect(dry.stdout).toMatch(
      /^Would create a subaccount with a restricted key\. Nothing was changed\. After each step:\ncreated /,
    );

    const { code, stdout, stderr } = await run(...args, '--permissions-file', lock);
    const { sid } = twilio.account.subaccounts.at(-1)!;
    const key = JSON.parse(readFileSync(file, 'utf8')) as NewTwilioKey;
    expect(key).toMatchObject({ accountSid: sid, keyType: 'restricted' });
    expect([code, stdout]).toEqual([
      0,
      `${sid} has the restricted key ${key.keySid}, which is delivered.\n`,
    ]);
    expect(steps(stderr)).toEqual(['created', 'key-created', 'accepted', 'delivered', 'named']);
    expect(stdout + stderr).not.toContain(key.keySecret);
  });
});

describe('A dry run, for people', () => {
  it.each([
    [['oauth', 'rotate-secret', 'OQ'], 'rotate the secret of OQ'],
    [['auth-token', 'rotate'], 'rotate the Auth Token of AC'],
    [['subaccount', 'create', '--account', 'AC'], 'create a standard key in AC'],
  ])('of %j says first that nothing was changed', async (words, what) => {
    const sids: Readonly<Record<string, string>> = {
      OQ: twilio.account.oauthApp.clientId,
      AC: twilio.account.sid,
    };
    const args = words.map((word) => sids[word] ?? word);
    const { code, stdout } = await run(...args, '--deliver', 'cat', '--dry-run');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\n(\S+ +\S.*\n)+$/)]);
    const [first = ''] = stdout.split('\n');
    expect(first).toContain(`Would ${what}`);
    expect(first).toContain('. Nothing was changed. After each step:');
  });
});

describe('A command line that is wrong', () => {
  it.each([
    [['oauth', 'rotate-secret'], 'by one of --deliver-file, --deliver-secret-file, --deliver'],
    [['oauth', 'rotate-secret', 'SK1', '--deliver', '-'], 'SK1 is not a client id'],
    [['oauth', 'rotate-secret', '--deliver', '-', '--json'], 'both need standard output'],
    [['oauth', 'rotate-secret', '--deliver', ' '], '--deliver is empty'],
    [['oauth', 'rotate-secret', '--deliver', '-', '--grace', '2592001'], '0 to 2592000'],
    [
      ['oauth', 'rotate-secret', '--deliver', 'x', '--new-secret-file', '/none'],
      'it cannot be read (ENOENT)',
    ],
    [['oauth', 'rotate'], 'oauth has no command "rotate"'],
    [['auth-token', 'rotate', '--deliver', 'x', '--deliver-keys-file', 'y'], 'by one of'],
    [
      ['auth-token', 'rotate', '--deliver', 'x', '--keep-old', '1', '--keep-old-for-now'],
      'not both',
    ],
    [['subaccount', 'create'], 'Say where the new credential goes'],
    [['subaccount', 'create', '--deliver', 'x', '--account', 'AC1'], 'this is no account SID'],
    [['subacount', 'create'], 'Did you mean subaccount?'],
  ])('%j exits with 2 and says why', async (args, reason) => {
    const { code, stderr, stdout } = await run(...args);
    expect(code).toBe(2);
    expect(stderr + stdout).toContain(reason);
    expect(twilio.requests.total).toBe(0);
  });
});
