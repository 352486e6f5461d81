import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cliFile, runCli } from '#test/support/cli.js';
import { hasTerminal, openTerminal } from '#test/support/terminal.js';

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');

const file = await cliFile();

interface Answer {
  readonly method: string;
  readonly snippet: string;
}

describe('The recommendation', () => {
  it.each([
    ['prototype', [], 'auth-token'],
    ['server', [], 'oauth'],
    ['server', ['--region', 'ie1'], 'api-key'],
    ['browser', [], 'api-key'],
    ['tests', [], 'test'],
  ])('for %s %j is %s, and the doctor accepts its environment', async (purpose, more, method) => {
    const run = await runCli(file, ['recommend', '--for', purpose, ...more]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(`(method ${method})`);

    const lines = run.stdout.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
    const filledIn = lines.join('\n').replaceAll('x'.repeat(32), '1'.repeat(32));
    const variables = parseEnv(
      filledIn.replaceAll(/=your-.*/g, `=${'f00dfeed'.repeat(4)}`),
    ) as Record<string, string>;
    const doctor = await runCli(file, ['doctor', '--json'], { variables });
    const report = JSON.parse(doctor.stdout) as { ok: boolean; accounts: object[] };
    expect(report).toMatchObject({ ok: true, accounts: [{ method }] });
  });

  it.each(['prototype', 'server', 'browser', 'tests'])(
    'for %s has a snippet from the docs, where it is compiled',
    async (purpose) => {
      const { stdout } = await runCli(file, ['recommend', '--for', purpose, '--json']);
      const { snippet } = JSON.parse(stdout) as Answer;
      const blocks = snippet.split(/\n(?=import \{ Injectable)/);
      expect(blocks.filter((block) => !page.includes(block))).toEqual([]);
    },
  );
});

describe('The questions', () => {
  it('are not asked without a terminal', async () => {
    const run = await runCli(file, ['recommend'], { input: '2\n' });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('--for prototype|server|browser|tests');
    const json = await runCli(file, ['recommend', '--json']);
    expect(json).toMatchObject({ code: 2, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });

  it.skipIf(!hasTerminal)('are asked on a terminal until the answer is valid', () => {
    const command = `${process.execPath} ${file} recommend`;
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      input: '9\nserver\n',
      encoding: 'utf8',
      env: { TERM: 'xterm' },
      timeout: 15_000,
    });
    expect(stdout).toContain('Please answer 1 to 4');
    expect(stdout).toContain('TWILIO_OAUTH_CLIENT_ID');
    expect(stdout).toContain('\u001B[1m');
  });

  it.skipIf(!hasTerminal)('end quietly with Ctrl+C', async () => {
    const terminal = openTerminal(file, ['recommend']);
    await terminal.type('1-4: ', '\u0003');
    const { code, output } = await terminal.ended;
    expect(code).toBe(130);
    expect(output).not.toMatch(/usage|--help|--for|Error/i);
  });
});
