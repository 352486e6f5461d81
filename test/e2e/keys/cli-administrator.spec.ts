import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adminVariables, runAdmin } from '#test/support/admin-cli.js';
import { cliFile, runCli } from '#test/support/cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { testFolder } from '#test/support/keys.js';

const file = await cliFile();
const twilio = await sharedEmulator();

const list = (variables: Record<string, string>) =>
  runCli(file, ['keys', 'list', '--emulator', twilio.url], { variables });

describe("The administrator's credential", () => {
  it('is read from variables of its own, each of which may be a file', async () => {
    const folder = testFolder();
    const files = Object.fromEntries(
      Object.entries(adminVariables(twilio)).map(([name, value]) => {
        writeFileSync(join(folder, name), `${value}\n`);
        return [`${name}_FILE`, join(folder, name)];
      }),
    );
    const run = await list(files);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(twilio.account.apiKeys.standard.sid);
    expect(run.stdout).not.toContain(twilio.account.apiKeys.standard.secret);
  });

  it('is never that of the application', async () => {
    const { main } = twilio.account.apiKeys;
    const run = await list({
      TWILIO_ACCOUNT_SID: twilio.account.sid,
      TWILIO_API_KEY: main.sid,
      TWILIO_API_SECRET: main.secret,
      TWILIO_AUTH_TOKEN: twilio.account.authToken,
    });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('TWILIO_ADMIN_ACCOUNT_SID is not set.');
    expect(twilio.requests.total).toBe(0);
  });

  it('may be the Auth Token in development, and not in production', async () => {
    const variables = {
      TWILIO_ADMIN_ACCOUNT_SID: twilio.account.sid,
      TWILIO_ADMIN_AUTH_TOKEN: twilio.account.authToken,
    };
    expect(await list(variables)).toMatchObject({ code: 0, stderr: '' });
    const production = await runCli(file, ['keys', 'list'], { variables });
    expect(production.code).toBe(1);
    expect(production.stderr).toContain('auth-token');
  });

  it('is reported with all its problems at once, and none of its values', async () => {
    const secret = 'value-that-must-not-be-shown';
    const run = await list({
      TWILIO_ADMIN_ACCOUNT_SID: secret,
      TWILIO_ADMIN_API_KEY: secret,
      TWILIO_ADMIN_API_KEY_FILE: '/nowhere/key',
      TWILIO_ADMIN_API_SECRET_FILE: '/nowhere/secret',
      TWILIO_ADMIN_AUTH_TOKEN: secret,
    });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).not.toContain(secret);
    expect(run.stderr.split('\n').filter((line) => line.startsWith('  - '))).toEqual([
      '  - TWILIO_ADMIN_API_KEY and TWILIO_ADMIN_API_KEY_FILE are both set. Set only one of them.',
      '  - The file of TWILIO_ADMIN_API_SECRET_FILE cannot be read (ENOENT).',
      '  - TWILIO_ADMIN_ACCOUNT_SID is not the SID of an account, AC and 32 hexadecimal digits.',
      '  - Set TWILIO_ADMIN_API_KEY and TWILIO_ADMIN_API_SECRET, or TWILIO_ADMIN_AUTH_TOKEN, not both.',
    ]);
  });

  it.each([
    ['TWILIO_ADMIN_API_KEY', 'TWILIO_ADMIN_API_SECRET is not set.'],
    ['TWILIO_ADMIN_API_SECRET', 'TWILIO_ADMIN_API_KEY is not set.'],
  ])('is refused with %s alone', async (name, problem) => {
    const { TWILIO_ADMIN_ACCOUNT_SID = '', ...rest } = adminVariables(twilio);
    const run = await list({ TWILIO_ADMIN_ACCOUNT_SID, [name]: rest[name] ?? '' });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`  - ${problem}`);
  });

  it('is rejected by Twilio as an error with exit code 1, as JSON with --json', async () => {
    const variables = { TWILIO_ADMIN_API_SECRET: 'x'.repeat(32) };
    const run = await runAdmin(twilio, ['keys', 'list', '--json'], { variables });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    const { message, hint } = rejected;
    expect(JSON.parse(run.stdout)).toEqual({ ok: false, error: { code: 'FAILED', message, hint } });
  });

  it('is rejected by Twilio with more than the one word of its answer', async () => {
    const variables = { TWILIO_ADMIN_API_SECRET: 'x'.repeat(32) };
    const { code, stdout, stderr } = await runAdmin(twilio, ['keys', 'list'], { variables });
    expect([code, stdout, stderr]).toEqual([1, '', `${rejected.message}\n${rejected.hint}\n`]);
  });
});

/** What a person reads of a credential that Twilio does not accept. */
const rejected = {
  message: 'Twilio answered 401 with code 20003: Authenticate',
  hint: 'The credential of the administrator was not accepted: check TWILIO_ADMIN_ACCOUNT_SID and the key or token beside it. Or it may not do this. Standard API keys cannot use Accounts and Keys resources. Use a main API key.',
};
