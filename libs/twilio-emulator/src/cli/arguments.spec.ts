import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from '../../test/support/cli.js';

describe('the command line', () => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await CommandLine.build();
  });
  afterEach(() => cli.killAll());
  afterAll(() => cli.remove());

  it.each([
    ['oauth', ['TWILIO_OAUTH_CLIENT_ID', 'TWILIO_OAUTH_CLIENT_SECRET']],
    ['api-key', ['TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_API_KEY_TYPE']],
    ['auth-token', ['TWILIO_AUTH_TOKEN']],
    ['test', ['TWILIO_TEST_ACCOUNT_SID', 'TWILIO_TEST_AUTH_TOKEN']],
  ])('env --method %s prints an .env file and nothing else', async (method, names) => {
    const { stdout, stderr } = await cli.run('env', '--method', method);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.every((line) => /^[A-Z_]+=\S+$/.test(line))).toBe(true);
    expect(stderr).toBe('');
    const env = parseEnv(stdout);
    expect(Object.keys(env)).toEqual(expect.arrayContaining(names));
    expect(env).toMatchObject({
      NODE_ENV: 'development',
      TWILIO_AUTH_METHOD: method,
      TWILIO_API_BASE_URL: 'http://127.0.0.1:4010',
    });
  });

  it('names the command that prints the .env file for another method', async () => {
    const seed = await cli.seedFile({ accounts: [{ apiKeys: [{ type: 'standard' }] }] });
    const command = cli.start('--port', '0', '--seed', seed);
    const { url, env } = await command.listening();
    const options = `--port ${new URL(url).port} --seed ${seed}`;
    expect(command.stdout).toContain(`npx twilio-auth-emulator env ${options} --method api-key`);
    const args = ['env', ...options.split(' '), '--method', 'api-key'];
    expect(parseEnv((await cli.run(...args)).stdout)).toEqual(env);
  });

  it('refuses a method for which the seed has no credential', async () => {
    const seed = await cli.seedFile({ accounts: [{}] });
    const command = cli.start('env', '--method', 'oauth', '--seed', seed);
    expect(await command.exitCode()).toBe(2);
    const refusal = /^--method oauth: The seed gives AC[0-9a-f]{32} no OAuth app\.\n/;
    expect(command.stderr).toMatch(refusal);
  });

  it('prints the version of its package', async () => {
    const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    expect((await cli.run('--version')).stdout).toBe(`${version}\n`);
  });

  it.each([[['--help']], [['env', '--help']], [['help', 'env']], [['env']]])(
    'ends without an error when the reader of %j closes the pipe',
    async (args) => {
      const command = cli.start(...args);
      command.closeOutput();
      expect(await command.exitCode()).toBe(0);
      expect(command.stderr).toBe('');
    },
  );

  it.each([
    [['--help'], 0, 'Usage: twilio-auth-emulator'],
    [['--port', 'x'], 2, '--port must be a whole number'],
    [['--port', '65536'], 2, '--port must be a whole number'],
    [['env', '--help'], 0, 'Usage: twilio-auth-emulator env'],
    [['evn'], 2, 'There is no command "evn". Did you mean env?'],
    [['hep'], 2, 'There is no command "hep". Did you mean help?'],
    [['serve'], 2, 'There is no command "serve".\n'],
    [['--prot', '1'], 2, 'There is no option --prot. Did you mean --port?'],
    [['env', '--quiet'], 2, 'There is no option --quiet.\n'],
    [['env', '--method', 'oath'], 2, 'not "oath". Did you mean oauth?'],
    [['env', '--port', '0'], 2, '--port must be the port that the emulator listens on'],
    [['--port'], 2, "'-p, --port <value>' argument missing"],
    [['--seed', '/no/such/file.json'], 2, 'no such file'],
    [['--step-ms', '1.5'], 2, '--step-ms must be a whole number from 0 to 3600000, not "1.5"'],
    [['--control-token', 'short'], 2, '--control-token must have 16 characters or more'],
    [['--specs', '/no/such/folder'], 2, '/no/such/folder: ENOENT'],
    [['--webhook-target', 'app:3000'], 2, '--webhook-target must be'],
  ])('%j exits with %i', async (args, code, words) => {
    const command = cli.start(...args);
    expect(await command.exitCode()).toBe(code);
    expect(command.stdout + command.stderr).toContain(words);
  });
});
