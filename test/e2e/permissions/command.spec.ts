import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TwilioClient, TwilioPermissions } from 'nestjs-twilio-auth';
import { permissionNames } from 'twilio-permissions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliFile, runCli, type CliRun } from '#test/support/cli.js';
import { compileWith, keyOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';

const file = await cliFile();
const twilio = await sharedEmulator({ seed: { accounts: [{ apiKeys: [{ type: 'standard' }] }] } });
beforeEach(() => twilio.permissions.clear());

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permissions-'));
});
afterEach(() => rm(folder, { recursive: true }));

const LOCK = 'twilio-permissions.json';
const SEND = '/twilio/messaging/messages/create';
const LIST = '/twilio/messaging/messages/list';
const run = (...args: string[]): Promise<CliRun> =>
  runCli(file, ['permissions', ...args], { folder });
const write = (path: string, content: unknown): Promise<void> =>
  writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
const lock = (...permissions: string[]) => write(LOCK, { version: 1, permissions });
const report = (permissions: readonly string[], more: object = {}) => ({
  account: 'default',
  permissions,
  ...more,
});
const locked = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, LOCK), 'utf8')) as unknown;

describe('permissions --write', () => {
  it('writes what an application used, and adds to it what another run used', async () => {
    const module = await compileWith(keyOptions(twilio, twilio.account));
    await module.get(TwilioClient).messages.list({ limit: 1 });
    await write('used.json', module.get(TwilioPermissions).used());
    const first = await run('--write', '--from', 'used.json');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(` + ${LIST}`);
    expect(first.stdout).toContain(`{"allow":["${LIST}"]}`);
    await mkdir(join(folder, 'reports'));
    await write('reports/a.json', report([SEND]));
    await write('reports/b.json', report([LIST]));
    expect(await run('--write', '--from', 'reports')).toMatchObject({ code: 0 });
    expect(await locked()).toEqual({ version: 1, permissions: [SEND, LIST] });
  });

  it('writes what a running emulator was asked for', async () => {
    const module = await compileWith(keyOptions(twilio, twilio.account));
    await module.get(TwilioClient).messages.list({ limit: 1 });
    const { code, stdout } = await run('--write', '--emulator', twilio.url);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Only calls that were made are seen'),
    });
    expect(await locked()).toEqual({ version: 1, permissions: [LIST] });
  });

  it('does not mix accounts, each of which has a key of its own', async () => {
    await write('used.json', [report([SEND]), { ...report([LIST]), account: 'billing' }]);
    expect(await run('--write', '--from', 'used.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('several accounts: billing, default. Choose with --account'),
    });
    expect(await run('--write', '--from', 'used.json', '--account', 'shop')).toMatchObject({
      code: 2,
    });
    expect(await run('--write', '--from', 'used.json', '--account', 'billing')).toMatchObject({
      code: 0,
    });
    expect(await locked()).toEqual({ version: 1, permissions: [LIST] });
  });

  it('refuses more than 100 permissions, and changes nothing', async () => {
    await lock(SEND);
    await write('used.json', report(permissionNames().slice(0, 101)));
    expect(await run('--write', '--from', 'used.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('at most 100 permissions'),
    });
    expect(await locked()).toEqual({ version: 1, permissions: [SEND] });
  });
});

describe('permissions --check', () => {
  it('passes where the file has what was used, and says what it saw', async () => {
    await lock('/twilio/messaging/messages/*');
    await write('used.json', report([LIST], { unknown: ['GET sync.twilio.com/v1/X'] }));
    const { code, stdout } = await run('--check', '--from', 'used.json');
    expect(code).toBe(0);
    expect(stdout).toContain('what no test exercises is not in the reports');
    expect(stdout).toContain(' ? GET sync.twilio.com/v1/X');
  });

  it('fails where more was used, or what no restricted key can do', async () => {
    await lock(SEND);
    await write('used.json', report([SEND, LIST]));
    const more = await run('--check', '--from', 'used.json');
    expect(more).toMatchObject({ code: 1, stderr: '' });
    expect(more.stdout).toContain(` + ${LIST}`);
    const call = { request: 'GET api.twilio.com/x', reason: 'no permission' };
    await write('used.json', report([SEND], { unsupported: [call] }));
    expect(await run('--check', '--from', 'used.json')).toMatchObject({ code: 1 });
  });

  it('fails for less only if it is strict', async () => {
    await lock(SEND, LIST);
    await write('used.json', report([SEND]));
    expect(await run('--check', '--from', 'used.json')).toMatchObject({ code: 0 });
    const strict = await run('--strict', '--from', 'used.json', '--json');
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({ ok: false, unused: [LIST], missing: [] });
  });

  it('fails for names that do not exist, with the nearest', async () => {
    await lock('/twilio/phone-numbers/incoming-phone-numbers/read', '/twilio/serverless/new/read');
    const { code, stdout } = await run('--check');
    expect(code).toBe(1);
    expect(stdout).toContain('did you mean "/twilio/phone-numbers/active-numbers/read"?');
    expect(stdout).not.toContain('serverless/new/read"');
    expect(stdout).toContain('No report was given');
    await lock('twilio/messaging/messages/list', `${SEND} `, '/Twilio/x/y/z');
    const malformed = await run('--check');
    expect(malformed.code).toBe(1);
    expect(malformed.stdout).toContain(
      `"twilio/messaging/messages/list" (did you mean "${LIST}"?)`,
    );
  });
});

describe('permissions', () => {
  it('adds a permission by name, and refuses one that does not exist', async () => {
    expect(await run('--add', SEND, '--add', LIST)).toMatchObject({ code: 0 });
    expect(await locked()).toEqual({ version: 1, permissions: [SEND, LIST] });
    expect(await run('--add', '/twilio/voice/calls/*')).toMatchObject({ code: 0 });
    const calls = permissionNames().filter((name) => name.startsWith('/twilio/voice/calls/'));
    expect(await locked()).toEqual({ version: 1, permissions: [SEND, LIST, ...calls] });
    expect(await run('--add', '/twilio/messaging/message/create')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`did you mean "${SEND}"?`),
    });
  });

  it('shows what was used and the policy, and changes nothing', async () => {
    await write('used.json', report([SEND]));
    const { code, stdout } = await run('--from', 'used.json');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`{"allow":["${SEND}"]}`),
    });
    await expect(locked()).rejects.toThrow(/ENOENT/);
  });

  it.each([
    [['--write'], 'Say what was used: --from <path> or --emulator <url>.'],
    [['--write', '--check'], 'Give one of --write and --check.'],
    [['--check'], `There is no ${LOCK}.`],
    [['--write', '--from', 'absent.json'], '--from absent.json: it cannot be read (ENOENT).'],
    [['--write', '--from', 'text.json'], '--from text.json: it holds no report'],
    [['--write', '--from', 'other.json'], '--from other.json: it holds no report'],
    [['--write', '--from', 'empty'], '--from empty: no .json file is in it.'],
    [['--write', '--emulator', 'localhost'], '--emulator localhost: this is no URL.'],
    [
      ['--write', '--emulator', 'http://127.0.0.1:1'],
      '--emulator http://127.0.0.1:1: nothing answers there.',
    ],
    [['--check', '--lock', 'text.json'], 'text.json cannot be used: it is not a JSON object.'],
    [
      ['--check', '--lock', 'newer.json'],
      'newer.json cannot be used: it has the version 9, which a newer nestjs-twilio-auth wrote',
    ],
    [['--wirte'], 'permissions has no option --wirte. Did you mean --write?'],
  ])('%j is explained', async (args, message) => {
    await mkdir(join(folder, 'empty'));
    await write('text.json', 'permissions: none');
    await write('other.json', { account: 'default', permissions: ['messages'] });
    await write('newer.json', { version: 9, permissions: [] });
    expect(await run(...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });
});
