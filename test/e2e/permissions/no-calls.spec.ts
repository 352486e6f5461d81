import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cliFile, runCli, type CliRun } from '#test/support/cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { startRecordingServer } from '#test/support/recording-server.js';

const file = await cliFile();
const twilio = await sharedEmulator();
const SEND = '/twilio/messaging/messages/create';
const EMPTY = { account: 'default', permissions: [], unsupported: [], unknown: [] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permissions-'));
  await writeFile(join(folder, 'empty.json'), JSON.stringify(EMPTY));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<CliRun> =>
  runCli(file, ['permissions', ...args], { folder });
const lock = (...permissions: string[]) =>
  writeFile(join(folder, 'twilio-permissions.json'), JSON.stringify({ version: 1, permissions }));

describe.each([
  ['an application that made no call', ['--from', 'empty.json']],
  ['an emulator that nobody called', ['--emulator', twilio.url]],
])('A report of %s', (_what, source) => {
  it.each([[['--write']], [[]]])('is no reason to write or show a policy: %j', async (mode) => {
    expect(await run(...mode, ...source)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('The reports hold no call'),
    });
    expect(await readdir(folder)).toEqual(['empty.json']);
  });

  it.each(['--check', '--strict'])('fails a build that has %s', async (mode) => {
    await lock(SEND);
    const { code, stdout } = await run(mode, ...source);
    expect(code).toBe(1);
    expect(stdout).toContain('The reports hold no call, so there was nothing to check.');
    expect(stdout).not.toContain('No report was given');
  });
});

describe('A check without a report', () => {
  it('says that it checked the names only', async () => {
    await lock(SEND);
    const { code, stdout } = await run('--check');
    expect(code).toBe(0);
    expect(stdout).toContain('The names in twilio-permissions.json are right.');
    expect(stdout).not.toContain('has what was used');
  });
});

describe('An emulator on another machine', () => {
  it('is not called something else, since it refuses to say what was used', async () => {
    const server = await startRecordingServer();
    onTestFinished(() => server.close());
    server.answer({
      status: 403,
      body: { error: 'The control routes are for this machine only.' },
    });
    const { code, stderr } = await run('--write', '--emulator', server.origin);
    expect(code).toBe(2);
    expect(stderr).toContain('only on the machine where it runs');
    expect(stderr).not.toContain('no emulator');
  });
});
