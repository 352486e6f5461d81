import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPair } from 'nestjs-twilio-auth/keys';
import { describe, expect, it } from 'vitest';
import { runAdmin } from '#test/support/admin-cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { keysOf, testFolder } from '#test/support/keys.js';

const twilio = await sharedEmulator();
const keySids = async () => (await (await keysOf(twilio)).list()).map(({ keySid }) => keySid);

/** A key in a file, and how to rotate it there without a grace. */
async function deliveredKey(friendlyName: string) {
  const file = join(testFolder(), 'twilio.json');
  const keys = await keysOf(twilio);
  const { keySid } = await keys.create({ friendlyName, deliver: { file } });
  const held = (): KeyPair => JSON.parse(readFileSync(file, 'utf8')) as KeyPair;
  return { keySid, held, args: ['keys', 'rotate', '--deliver-file', file, '--grace', '0'], file };
}

describe('keys rotate', () => {
  it('replaces the key of a file, with its progress on standard error', async () => {
    const { keySid, held, args, file } = await deliveredKey('orders');
    const run = await runAdmin(twilio, args);
    const next = held().keySid;
    expect(run.code).toBe(0);
    expect(run.stdout.split('\n')[0]).toBe(`${next} replaces ${keySid}, which is revoked.`);
    expect(run.stderr.trimEnd().split('\n')).toEqual([
      `created    ${next}, of the same type and with the same permissions`,
      'accepted   Twilio accepts the new key',
      `delivered  to ${file}`,
      'marked     the name of the new key says that it is delivered',
      'waited     applications had the grace to read the new key',
      'revoked    the old key',
      `renamed    ${next} has the name of the old key`,
    ]);
    expect(await keySids()).not.toContain(keySid);
    expect(run.stdout + run.stderr).not.toContain(held().keySecret);
  });

  it('reports as JSON, and says which access tokens have ended', async () => {
    const { keySid, held, args } = await deliveredKey('orders');
    const run = await runAdmin(twilio, [...args, '--json']);
    expect(JSON.parse(run.stdout)).toEqual({
      ok: true,
      oldKeySid: keySid,
      newKeySid: held().keySid,
      keyType: 'standard',
      resumed: false,
      revoked: true,
      removed: [],
      leftOver: [],
      endedAccessTokens: true,
    });
  });

  it('prints every step with --dry-run, and changes nothing', async () => {
    const { keySid, held, args } = await deliveredKey('orders');
    const before = held();
    twilio.requests.clear();
    const run = await runAdmin(twilio, [...args, '--grace', '90', '--dry-run']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.split('\n').map((line) => line.slice(0, 25).trim())).toEqual([
      `Would rotate ${keySid}`.slice(0, 25),
      'created    a standard key',
      'accepted   when Twilio ac',
      expect.stringMatching(/^delivered {2}to \//),
      'marked     in its name, a',
      'waited     90 s, in which',
      `revoked    ${keySid}`.slice(0, 25),
      'renamed    the new key, t',
      'Access tokens that the ol',
      '',
    ]);
    expect(held()).toEqual(before);
    expect(twilio.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('finds a key by its name, which must be that of one key only', async () => {
    const name = 'invoices';
    const { keySid, args } = await deliveredKey(name);
    const byName = [...args, '--name', name];
    expect(await runAdmin(twilio, byName)).toMatchObject({ code: 0 });
    expect(await keySids()).not.toContain(keySid);
    const second = await deliveredKey(name);
    const run = await runAdmin(twilio, byName);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(`Several keys have the name "${name}": `);
    expect(run.stderr).toContain(second.keySid);
    const none = await runAdmin(twilio, [...args, '--name', 'nobody']);
    expect(none.stderr).toContain('There is no key with the name "nobody".');
  });

  it('explains a key that no API can create', async () => {
    const { sid } = twilio.account.apiKeys.main;
    const run = await runAdmin(twilio, ['keys', 'rotate', sid, '--deliver', 'cat']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`${sid} is a main key, which no API can create.`);
    expect(run.stderr).toContain('Create another one in the Console');
  });
});

describe('keys rotate to standard output', () => {
  it('prints the JSON only, and revokes the old key when it is run again', async () => {
    const { keySid } = await deliveredKey('printed');
    const args = ['keys', 'rotate', keySid, '--deliver', '-', '--format', 'aws', '--grace', '0'];
    const first = await runAdmin(twilio, args);
    expect(first.code).toBe(3);
    const { apiKeySid, apiKeySecret, ...rest } = JSON.parse(first.stdout) as Record<string, string>;
    expect(rest).toEqual({ accountSid: twilio.account.sid });
    expect(first.stderr).toContain(`${apiKeySid} is printed. ${keySid} still works`);
    expect(first.stderr).not.toContain(apiKeySecret);
    expect(await keySids()).toEqual(expect.arrayContaining([keySid, apiKeySid]));

    const second = await runAdmin(twilio, args);
    expect(second).toMatchObject({ code: 0, stdout: '' });
    expect(await keySids()).toContain(apiKeySid);
    expect(await keySids()).not.toContain(keySid);
  });
});
