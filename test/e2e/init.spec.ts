import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliFile, runCli, type CliRun } from '#test/support/cli.js';
import { hasTerminal, openTerminal } from '#test/support/terminal.js';

const file = await cliFile();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'init-'));
  const manifest = { dependencies: { '@nestjs/core': '^12.0.0' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
});
afterEach(() => rm(folder, { recursive: true }));

const init = (...args: string[]): Promise<CliRun> => runCli(file, ['init', ...args], { folder });
const readEnv = (): Promise<string> => readFile(join(folder, '.env'), 'utf8');
const filledIn = (lines: string): string =>
  lines.replaceAll('x'.repeat(32), '1'.repeat(32)).replaceAll(/=your-.*/g, '=f00dfeedf00dfeed');

describe('init', () => {
  it.each(['emulator', 'oauth', 'api-key', 'auth-token', 'test'])(
    'prints the steps for %s and changes nothing',
    async (method) => {
      const run = await init('--method', method);
      expect(run).toMatchObject({ code: 0, stderr: '' });
      await expect(run.stdout).toMatchFileSnapshot(`init/${method}.txt`);
      await expect(readEnv()).rejects.toThrow('ENOENT');
    },
  );

  it.each(['oauth', 'api-key', 'auth-token', 'test'])(
    'writes lines for %s with which, filled in, the application starts',
    async (method) => {
      expect(await init('--method', method, '--write')).toMatchObject({ code: 0, stderr: '' });
      expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);
      await writeFile(join(folder, '.env'), filledIn(await readEnv()));
      const doctor = await runCli(file, ['doctor', '-f', '.env', '--json'], { folder });
      expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true, accounts: [{ method }] });
    },
  );

  describe('with the emulator', () => {
    const emulator = fileURLToPath(new URL('../../libs/twilio-emulator', import.meta.url));
    const install = async (): Promise<void> => {
      await mkdir(join(folder, 'node_modules'));
      await symlink(emulator, join(folder, 'node_modules/twilio-auth-emulator'), 'dir');
    };

    it('writes its variables, with which the application would start', async () => {
      await install();
      await writeFile(join(folder, '.env'), 'PORT=3001');
      const { code, stdout, stderr } = await init('--method', 'emulator', '--write');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Added: NODE_ENV, TWILIO_AUTH_METHOD, TWILIO_ACCOUNT_SID,');
      expect(stdout).toContain('Start the emulator in another terminal: npx twilio-auth-emulator');
      expect(await readEnv()).toMatch(/^PORT=3001\nNODE_ENV=development\n/);
      const doctor = await runCli(file, ['doctor', '-f', '.env', '--json'], { folder });
      expect(JSON.parse(doctor.stdout)).toMatchObject({
        ok: true,
        accounts: [{ method: 'oauth' }],
      });
      expect((await init('--method', 'emulator', '--write')).stdout).toContain(
        'Nothing was added.',
      );
    });

    it('changes nothing where another account is set', async () => {
      await install();
      const before = 'TWILIO_ACCOUNT_SID=AC1\nTWILIO_AUTH_TOKEN=own';
      await writeFile(join(folder, '.env'), before);
      const { code, stderr } = await init('--method', 'emulator', '--write');
      expect(code).toBe(2);
      expect(stderr).toContain('.env sets TWILIO_ACCOUNT_SID for another account.');
      expect(await readEnv()).toBe(before);
    });

    it('says how to install it where it is missing', async () => {
      const { code, stderr } = await init('--method', 'emulator', '--write');
      expect(code).toBe(2);
      expect(stderr).toContain('Run `npm install --save-dev twilio-auth-emulator` first.');
    });
  });

  it('keeps what the file has, and prints none of it', async () => {
    const before = 'NODE_ENV=staging\nTWILIO_API_KEY_SID=SKown\nTWILIO_API_SECRET_FILE=/own/file';
    await writeFile(join(folder, '.env'), before);
    const { code, stdout } = await init('--method', 'api-key', '--write');
    expect(code).toBe(0);
    expect(stdout).toContain('Added: TWILIO_AUTH_METHOD, TWILIO_ACCOUNT_SID, TWILIO_API_KEY_TYPE.');
    expect(stdout).toContain('already: NODE_ENV, TWILIO_API_KEY, TWILIO_API_SECRET.');
    expect(stdout).not.toMatch(/staging|SKown|own\/file/);
    const after = await readEnv();
    expect(after.startsWith(`${before}\nTWILIO_AUTH_METHOD=api-key\n`)).toBe(true);
    const again = await init('--method', 'api-key', '--write');
    expect(again.stdout).toContain('Nothing was added.');
    expect(await readEnv()).toBe(after);
  });

  it('warns where there is no Nest application', async () => {
    await writeFile(join(folder, 'package.json'), '{}');
    const { code, stdout } = await init('--method', 'emulator');
    expect(code).toBe(0);
    expect(stdout).toMatch(/warning +No package.json here depends on @nestjs\/core/);
  });

  it.each([
    [[], 'Not interactive; pass --method emulator|oauth|api-key|auth-token|test.'],
    [
      ['--method', 'apikey'],
      '--method must be one of emulator, oauth, api-key, auth-token, test, not "apikey". Did you mean api-key?',
    ],
  ])('with %j is a usage error', async (args, sentence) => {
    const stderr = `${sentence}\nSee \`nestjs-twilio-auth init --help\`.\n`;
    expect(await init(...args)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('reports a file that cannot be changed', async () => {
    await mkdir(join(folder, '.env'));
    const run = await init('--method', 'test', '--write');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('.env cannot be changed (EISDIR).');
  });

  it.skipIf(!hasTerminal)('asks on a terminal, and ends quietly with Ctrl+C', async () => {
    const terminal = openTerminal(file, ['init'], { folder });
    await terminal.type('1-5: ', '\u0003');
    const { code, output } = await terminal.ended;
    expect(code).toBe(130);
    expect(output).toContain('How does it authenticate?');
    expect(output).not.toMatch(/usage|--help|Error/i);
  });
});
