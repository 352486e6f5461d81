import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli, runCli } from '#test/support/cli.js';

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');
const hasPty = spawnSync('script', ['--version']).status === 0;

let file: string;
beforeAll(async () => {
  const cli = await buildCli();
  file = cli.file;
  return cli.remove;
}, 60_000);

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
    expect(run.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);

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

  it.skipIf(!hasPty)('are asked on a terminal until the answer is valid', () => {
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
});

describe('The command line', () => {
  it.each([
    [['--help'], 0, 'stdout', 'Usage: nestjs-twilio-auth'],
    [[], 0, 'stdout', 'Usage: nestjs-twilio-auth'],
    [['doctor', '-h'], 0, 'stdout', 'Exit codes'],
    [['--version'], 0, 'stdout', /^\d+\.\d+\.\d+\n$/],
    [['heal'], 2, 'stderr', 'There is no command "heal"'],
    [['--json'], 2, 'stdout', '"USAGE"'],
    [['doctor', '--prob'], 2, 'stderr', "Unknown option '--prob'"],
    [['doctor', '--for', 'tests'], 2, 'stderr', 'doctor has no option --for'],
    [['doctor', 'now'], 2, 'stderr', 'doctor takes no argument'],
    [['doctor', '--timeout', '3'], 2, 'stderr', '--timeout needs --probe'],
    [['doctor', '--probe', '--timeout', 'soon'], 2, 'stderr', '--timeout must be'],
    [['recommend', '--for', 'fun'], 2, 'stderr', '--for must be one of'],
    [['recommend', '--for', 'server', '--region', 'xx1'], 2, 'stderr', '--region must be one of'],
  ] as const)('%j exits with %i', async (args, code, stream, words) => {
    const run = await runCli(file, args);
    expect(run.code).toBe(code);
    if (typeof words === 'string') expect(run[stream]).toContain(words);
    else expect(run[stream]).toMatch(words);
    expect(run[stream === 'stdout' ? 'stderr' : 'stdout']).toBe('');
  });

  it('keeps its help to 80 columns', async () => {
    const { stdout } = await runCli(file, ['--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
