import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, Cli } from '../../test/support/cli.js';
import { basic, send } from '../../test/support/send.js';

describe('the command line', () => {
  let file: string;
  let folder: string;
  const started: Cli[] = [];
  beforeAll(async () => {
    file = await buildCli();
    folder = await mkdtemp(join(tmpdir(), 'twilio-auth-emulator-'));
  });
  afterEach(() => {
    for (const cli of started.splice(0)) cli.kill('SIGKILL');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const start = (...args: string[]): Cli => {
    const cli = new Cli(file, ...args);
    started.push(cli);
    return cli;
  };
  const listening = async (cli: Cli): Promise<{ url: string; env: Record<string, string> }> => {
    await cli.printed('Stop with Ctrl+C');
    const env = parseEnv(cli.stdout) as Record<string, string>;
    return { url: env['TWILIO_API_BASE_URL'] ?? '', env };
  };
  const seedFile = async (seed: unknown): Promise<string> => {
    const path = join(folder, `${Math.random()}.json`);
    await writeFile(path, typeof seed === 'string' ? seed : JSON.stringify(seed));
    return path;
  };

  it('prints lines for an .env file that work as they are', async () => {
    const { url, env } = await listening(start('--port', '0'));
    const sid = env['TWILIO_ACCOUNT_SID'] ?? '';
    const path = `/2010-04-01/Accounts/${sid}/Messages.json`;
    for (const [username, password] of [
      [sid, env['TWILIO_AUTH_TOKEN']],
      [env['TWILIO_API_KEY'], env['TWILIO_API_SECRET']],
    ] as const) {
      const authorization = basic(username ?? '', password ?? '');
      expect((await send({ url }, path, { authorization })).status).toBe(200);
    }
    expect(env).toHaveProperty('TWILIO_OAUTH_CLIENT_SECRET');
    expect(env).toHaveProperty('TWILIO_TEST_AUTH_TOKEN');
  });

  it('uses the accounts of a seed file, and prints what they have', async () => {
    const authToken = '0123456789abcdef0123456789abcdef';
    const seed = await seedFile({ accounts: [{ authToken }] });
    const { env } = await listening(start('--port', '0', '--seed', seed));
    expect(env['TWILIO_AUTH_TOKEN']).toBe(authToken);
    expect(env).not.toHaveProperty('TWILIO_API_KEY');
  });

  it.each([
    [['--help'], 0, 'Usage: twilio-auth-emulator'],
    [['--port', 'x'], 2, '--port must be a whole number'],
    [['--port', '65536'], 2, '--port must be a whole number'],
    [['--prot', '1'], 2, "Unknown option '--prot'"],
    [['--seed', '/no/such/file.json'], 2, 'no such file'],
    [['--webhook-target', 'app:3000'], 2, '--webhook-target must be'],
  ])('%j exits with %i', async (args, code, words) => {
    const cli = start(...args);
    expect(await cli.exitCode()).toBe(code);
    expect(cli.stdout + cli.stderr).toContain(words);
  });

  it.each([
    ['{"accounts":', 'JSON'],
    [{ accounts: [{ sid: 'AC1', tokn: 'hush' }] }, 'accounts[0].tokn: unknown field'],
  ])('refuses the seed %j with exit code 2', async (seed, words) => {
    const cli = start('--seed', await seedFile(seed));
    expect(await cli.exitCode()).toBe(2);
    expect(cli.stderr).toContain(words);
    expect(cli.stderr).not.toContain('hush');
  });

  it('says so when the port is taken', async () => {
    const { url } = await listening(start('--port', '0'));
    const second = start('--port', new URL(url).port);
    expect(await second.exitCode()).toBe(1);
    expect(second.stderr).toContain('The port is taken');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('on %s lets a running request finish', async (signal) => {
    const cli = start('--port', '0');
    const { url } = await listening(cli);
    await send({ url }, '/__emulator/faults', {
      body: JSON.stringify({ kind: 'latency', ms: 60_000 }),
    });
    const running = send({ url }, '/2010-04-01/Accounts.json');
    await expect
      .poll(async () => (await send({ url }, '/__emulator/requests')).json['total'], {
        timeout: 10_000,
      })
      .toBe(1);
    cli.kill(signal);
    expect((await running).status).toBe(401);
    expect(await cli.exitCode()).toBe(0);
  });
});
