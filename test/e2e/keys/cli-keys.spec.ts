import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { permissionsFileText } from '../../../libs/twilio-auth/src/core/config/permissions-file.js';
import { runAdmin } from '#test/support/admin-cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { keysOf, testFolder } from '#test/support/keys.js';

const LIST = '/twilio/messaging/messages/list';

const twilio = await sharedEmulator();
const changes = () => twilio.requests.filter(({ method }) => method !== 'GET');
const sids = async () => (await (await keysOf(twilio)).list()).map(({ keySid }) => keySid);

interface Pair {
  readonly keySid: string;
  readonly keySecret: string;
}
const readPair = (file: string): Pair => JSON.parse(readFileSync(file, 'utf8')) as Pair;

describe('keys create', () => {
  it('delivers a standard key, and prints its SID and not its secret', async () => {
    const file = join(testFolder(), 'twilio.json');
    const run = await runAdmin(twilio, [
      'keys',
      'create',
      '--name',
      'orders',
      '--deliver-file',
      file,
    ]);
    const { keySid, keySecret } = readPair(file);
    expect(run).toEqual({
      code: 0,
      stdout: `Created and delivered ${keySid}, a standard key.\n`,
      stderr: '',
    });
    expect(keySecret).toHaveLength(32);
    const key = (await (await keysOf(twilio)).list()).find((one) => one.keySid === keySid);
    expect(key).toMatchObject({ friendlyName: 'orders', keyType: 'standard' });
  });

  it('gives a restricted key the permissions of the file', async () => {
    const [lock, sidFile, secretFile] = ['lock.json', 'sid', 'secret'].map((name) =>
      join(testFolder(), name),
    ) as [string, string, string];
    writeFileSync(lock, permissionsFileText([LIST]));
    const pair = ['--deliver-sid-file', sidFile, '--deliver-secret-file', secretFile];
    const args = ['keys', 'create', '--permissions-file', lock, ...pair, '--json'];
    const run = await runAdmin(twilio, args);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const keySid = readFileSync(sidFile, 'utf8').trim();
    const accountSid = twilio.account.sid;
    expect(JSON.parse(run.stdout)).toEqual({ ok: true, accountSid, keySid, keyType: 'restricted' });
    expect(run.stdout).not.toContain(readFileSync(secretFile, 'utf8').trim());
  });

  it('changes nothing with --dry-run', async () => {
    const file = join(testFolder(), 'twilio.json');
    const args = ['keys', 'create', '--deliver-file', file, '--dry-run'];
    expect(await runAdmin(twilio, args)).toEqual({
      code: 0,
      stdout: 'Would create and deliver a standard key.\n',
      stderr: '',
    });
    expect(changes()).toEqual([]);
  });

  it('refuses a permission that does not exist with exit code 2', async () => {
    const lock = join(testFolder(), 'lock.json');
    writeFileSync(lock, permissionsFileText(['/twilio/messaging/messages/reed']));
    const args = ['keys', 'create', '--permissions-file', lock, '--deliver', '-'];
    const run = await runAdmin(twilio, args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('Twilio has no permission "/twilio/messaging/messages/reed"');
    expect(changes()).toEqual([]);
  });
});

describe('keys revoke', () => {
  it('deletes the key, and with --dry-run says which one it would delete', async () => {
    const keys = await keysOf(twilio);
    const { keySid } = await keys.create({ friendlyName: 'old' });
    twilio.requests.clear();
    const dry = await runAdmin(twilio, ['keys', 'revoke', keySid, '--dry-run']);
    expect(dry.stdout).toBe(`Would revoke ${keySid}, a standard key named "old".\n`);
    expect(changes()).toEqual([]);
    const run = await runAdmin(twilio, ['keys', 'revoke', keySid]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await sids()).not.toContain(keySid);
    expect(await runAdmin(twilio, ['keys', 'revoke', keySid])).toMatchObject({ code: 2 });
  });

  it('does not delete the key of the administrator', async () => {
    const { sid } = twilio.account.apiKeys.main;
    const run = await runAdmin(twilio, ['keys', 'revoke', sid, '--json']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: false,
      error: { code: 'TWILIO_AUTH_KEY_CHANGE_FAILED', reason: 'own-key' },
    });
    expect(await sids()).toContain(sid);
  });
});

it.each([
  [['create'], 'Say where the new credential goes'],
  [['create', '--deliver', ' '], '--deliver is empty.'],
  [['create', '--deliver', '-', '--deliver-file', 'x'], 'Give one destination'],
  [['create', '--deliver-sid-file', 'x'], 'belong together.'],
  [['create', '--deliver', '-', '--format', 'xml'], '--format must be aws, not "xml".'],
  [
    ['create', '--deliver-sid-file', 'x', '--deliver-secret-file', 'y', '--format', 'aws'],
    'for JSON',
  ],
  [['create', '--deliver', '-', '--json'], 'both need standard output'],
  [['create', '--permissions-file', '/nowhere/x', '--deliver', '-'], 'it cannot be read (ENOENT)'],
  [['revoke'], 'Give the SID of the key to revoke.'],
  [['revoke', 'SKshort'], 'SKshort is not the SID of an API key'],
  [
    ['rotate', `SK${'0'.repeat(32)}`, '--name', 'x', '--deliver', '-'],
    'Give a SID or --name, not both.',
  ],
  [['rotate', '--deliver', '-', '--grace', '-1'], 'ambiguous'],
  [['rotate', '--deliver', '-', '--grace', 'soon'], '--grace must be a number of seconds'],
])('keys %j is refused before anything is sent', async (args, words) => {
  const run = await runAdmin(twilio, ['keys', ...args]);
  expect(run.code).toBe(2);
  expect(run.stdout + run.stderr).toContain(words);
  expect(twilio.requests.total).toBe(0);
});
