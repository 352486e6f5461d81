import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cliFile, runCli } from '#test/support/cli.js';
import { hasTerminal, openTerminal } from '#test/support/terminal.js';

const SECRET = 'f00dfeed'.repeat(4);
const ACCOUNT = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}` };
const OAUTH = {
  TWILIO_OAUTH_CLIENT_ID: `OQ${'2'.repeat(32)}`,
  TWILIO_OAUTH_CLIENT_SECRET: SECRET,
};
const API_KEY = { TWILIO_API_KEY: `SK${'3'.repeat(32)}`, TWILIO_API_SECRET: SECRET };

/** Typical environments and their exit codes; the printed reports are files in `doctor/`. */
const ENVIRONMENTS = {
  'nothing-set': [1, {}],
  'laptop-with-auth-token': [0, { NODE_ENV: 'development', ...ACCOUNT, TWILIO_AUTH_TOKEN: SECRET }],
  'production-with-oauth': [
    0,
    {
      NODE_ENV: 'production',
      ...ACCOUNT,
      ...OAUTH,
      TWILIO_AUTH_TOKEN: SECRET,
      TWILIO_WEBHOOK_BASE_URL: 'https://api.example.com',
    },
  ],
  'production-with-auth-token': [
    1,
    { NODE_ENV: 'production', ...ACCOUNT, TWILIO_AUTH_TOKEN: SECRET },
  ],
  'pipeline-with-test-credentials': [
    0,
    {
      NODE_ENV: 'test',
      TWILIO_TEST_ACCOUNT_SID: `AC${'4'.repeat(32)}`,
      TWILIO_TEST_AUTH_TOKEN: SECRET,
    },
  ],
  'staging-in-ireland': [
    0,
    {
      NODE_ENV: 'staging',
      ...ACCOUNT,
      ...API_KEY,
      TWILIO_API_KEY_TYPE: 'standard',
      TWILIO_REGION: 'ie1',
      TWILIO_EDGE: 'dublin',
    },
  ],
  contradictions: [
    1,
    {
      NODE_ENV: 'development',
      TWILIO_ACCOUNT_SID: `SK${'3'.repeat(32)}`,
      ...API_KEY,
      TWILIO_API_KEY_SECRET: SECRET,
      TWILIO_OAUTH_CLIENT_ID: OAUTH.TWILIO_OAUTH_CLIENT_ID,
      TWILIO_WEBHOOK_SIGNING_KEY: SECRET,
      TWILIO_AUTH_ENABLED: 'perhaps',
    },
  ],
} as const satisfies Record<string, readonly [number, Readonly<Record<string, string>>]>;

const file = await cliFile();

describe('The doctor', () => {
  it.each(Object.entries(ENVIRONMENTS))(
    'prints a report for %s',
    async (name, [code, variables]) => {
      const run = await runCli(file, ['doctor'], { variables });
      await expect(run.stdout).toMatchFileSnapshot(`doctor/${name}.txt`);
      expect(run).toMatchObject({ code, stderr: '' });
      expect(run.stdout).not.toContain(SECRET);
      expect(run.stdout).not.toContain('\u001B');
    },
  );

  it.skipIf(!hasTerminal).each(Object.entries(ENVIRONMENTS))(
    'keeps the report for %s to the width of a terminal',
    async (_, [code, variables]) => {
      const run = await openTerminal(file, ['doctor'], { variables, columns: 70 }).ended;
      expect(run.code).toBe(code);
      const lines = stripVTControlCharacters(run.output).split('\r\n');
      expect(lines.length).toBeGreaterThan(10);
      expect(lines.filter((line) => line.length > 70)).toEqual([]);
    },
  );

  it.each(Object.entries(ENVIRONMENTS))(
    'prints a report as JSON for %s',
    async (_, [code, variables]) => {
      const run = await runCli(file, ['doctor', '--json'], { variables });
      const report = JSON.parse(run.stdout) as Record<string, unknown>;
      expect(run).toMatchObject({ code, stderr: '' });
      expect(report['ok']).toBe(code === 0);
      expect(run.stdout).not.toContain(SECRET);
    },
  );
});
