import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from '../../test/support/cli.js';
import { basic, send } from '../../test/support/send.js';

describe('the command that starts the emulator', () => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await CommandLine.build();
  });
  afterEach(() => cli.killAll());
  afterAll(() => cli.remove());

  it('prints an .env file whose credentials work', async () => {
    const { url, env } = await cli.start('--port', '0').listening();
    const token = await fetch(`${url}/v2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: env['TWILIO_OAUTH_CLIENT_ID'] ?? '',
        client_secret: env['TWILIO_OAUTH_CLIENT_SECRET'] ?? '',
      }),
    });
    expect(token.status).toBe(200);
    expect(env).toMatchObject({
      NODE_ENV: 'development',
      TWILIO_AUTH_METHOD: 'oauth',
      TWILIO_ACCESS_TOKEN_KEY: expect.stringMatching(/^SK/),
      TWILIO_WEBHOOK_SIGNING_KEYS: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('has the same credentials after a restart, unless random ones are asked for', async () => {
    const seed = await cli.seedFile({ accounts: [{ apiKeys: [{ type: 'standard' }] }] });
    const credentials = async (...args: string[]): Promise<object> => {
      const { env } = await cli.start('--port', '0', ...args).listening();
      return { ...env, TWILIO_API_BASE_URL: undefined };
    };
    expect(await credentials()).toEqual(await credentials());
    expect(await credentials('--seed', seed)).toEqual(await credentials('--seed', seed));
    expect(await credentials('--random')).not.toEqual(await credentials('--random'));
  });

  it('accepts the other credentials that the env command prints', async () => {
    const { url } = await cli.start('--port', '0').listening();
    const { port } = new URL(url);
    const keys = [
      ['api-key', 'TWILIO_API_KEY', 'TWILIO_API_SECRET'],
      ['auth-token', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
    ] as const;
    for (const [method, user, password] of keys) {
      const printed = (await cli.run('env', '--port', port, '--method', method)).stdout;
      const env = parseEnv(printed) as Record<string, string>;
      const authorization = basic(env[user] ?? '', env[password] ?? '');
      const path = `/2010-04-01/Accounts/${env['TWILIO_ACCOUNT_SID']}/Messages.json`;
      expect((await send({ url }, path, { authorization })).status).toBe(200);
    }
  });

  it('uses the accounts of a seed file, and prints the method that they allow', async () => {
    const authToken = '0123456789abcdef0123456789abcdef';
    const seed = await cli.seedFile({ accounts: [{ authToken }] });
    const { env } = await cli.start('--port', '0', '--seed', seed).listening();
    expect(env).toMatchObject({ TWILIO_AUTH_METHOD: 'auth-token', TWILIO_AUTH_TOKEN: authToken });
    expect(env).not.toHaveProperty('TWILIO_ACCESS_TOKEN_KEY');
  });

  it('prints the address only with --quiet', async () => {
    const command = cli.start('--port', '0', '--quiet');
    await command.printed('\n');
    expect(command.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it('prints a line for each request', async () => {
    const command = cli.start('--port', '0');
    const { url, env } = await command.listening();
    const path = `/2010-04-01/Accounts/${env['TWILIO_ACCOUNT_SID']}/Messages.json`;
    await send({ url }, path);
    await command.printed('no credential');
    expect(command.stdout).toMatch(
      new RegExp(`^\\d\\d:\\d\\d:\\d\\d 401 20003 GET ${path}, no credential, \\d+ ms$`, 'm'),
    );
    const quiet = cli.start('--port', '0', '--quiet');
    await quiet.printed('\n');
    await send({ url: quiet.stdout.trim() }, path);
    expect(quiet.stdout).toMatch(/^http:\S+\n$/);
  });

  it('takes the time between two statuses, and a control token', async () => {
    const token = 'a-token-of-16-characters';
    const command = cli.start('--port', '0', '--step-ms', '0', '--control-token', token);
    const { url, env } = await command.listening();
    const authorization = basic(
      env['TWILIO_ACCESS_TOKEN_KEY'] ?? '',
      env['TWILIO_ACCESS_TOKEN_SECRET'] ?? '',
    );
    const path = `/2010-04-01/Accounts/${env['TWILIO_ACCOUNT_SID']}/Messages.json`;
    const form = { To: '+15551234567', From: '+15005550010', Body: 'x' };
    await send({ url }, path, { authorization, form });
    const { json } = await send({ url }, path, { authorization });
    expect(json['messages']).toMatchObject([{ status: 'delivered' }]);
    expect((await send({ url }, '/__emulator/requests')).status).toBe(401);
    const allowed = { authorization: `Bearer ${token}` };
    expect((await send({ url }, '/__emulator/requests', allowed)).status).toBe(200);
  });

  it.each([
    ['{"accounts":', 'JSON'],
    [{ accounts: [{ sid: 'AC1', tokn: 'hush' }] }, 'accounts[0].tokn: unknown field'],
  ])('refuses the seed %j with exit code 2', async (seed, words) => {
    const command = cli.start('--seed', await cli.seedFile(seed));
    expect(await command.exitCode()).toBe(2);
    expect(command.stderr).toContain(words);
    expect(command.stderr).not.toContain('hush');
  });

  it('says so when the port is taken', async () => {
    const { url } = await cli.start('--port', '0').listening();
    const second = cli.start('--port', new URL(url).port);
    expect(await second.exitCode()).toBe(1);
    expect(second.stderr).toContain('The port is taken');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('on %s lets a running request finish', async (signal) => {
    const command = cli.start('--port', '0');
    const { url } = await command.listening();
    await send({ url }, '/__emulator/faults', {
      body: JSON.stringify({ kind: 'latency', ms: 60_000 }),
    });
    const running = send({ url }, '/2010-04-01/Accounts.json');
    await expect
      .poll(async () => (await send({ url }, '/__emulator/requests')).json['total'], {
        timeout: 10_000,
      })
      .toBe(1);
    command.kill(signal);
    expect((await running).status).toBe(401);
    expect(await command.exitCode()).toBe(0);
  });
});
