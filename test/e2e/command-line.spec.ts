import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cliFile, runCli } from '#test/support/cli.js';
import { hasTerminal, openTerminal } from '#test/support/terminal.js';

const file = await cliFile();

const see = (command = ''): string => `See \`nestjs-twilio-auth ${command}--help\`.`;

describe('The help', () => {
  it.each([
    [['--help'], 'main'],
    [[], 'main'],
    [['help'], 'main'],
    [['doctor', '-h'], 'doctor'],
    [['help', 'doctor'], 'doctor'],
    [['init', '--help'], 'init'],
    [['recommend', '--help'], 'recommend'],
    [['permissions', '--help'], 'permissions'],
    [['keys', '--help'], 'keys'],
    [['keys'], 'keys'],
    [['help', 'keys'], 'keys'],
    [['keys', 'list', '--help'], 'keys-list'],
    [['keys', 'create', '--help'], 'keys-create'],
    [['keys', 'help', 'rotate'], 'keys-rotate'],
    [['help', 'keys', 'revoke'], 'keys-revoke'],
    [['oauth', 'rotate-secret', '--help'], 'oauth-rotate-secret'],
    [['auth-token', 'rotate', '--help'], 'auth-token-rotate'],
    [['subaccount', 'create', '--help'], 'subaccount-create'],
  ] as const)('of %j is that of its command', async (args, topic) => {
    const run = await runCli(file, args);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).not.toContain('\u001B');
    await expect(run.stdout).toMatchFileSnapshot(`help/${topic}.txt`);
  });

  it.skipIf(!hasTerminal)('fits the terminal', async () => {
    const { output } = await openTerminal(file, ['doctor', '--help'], { columns: 60 }).ended;
    const lines = stripVTControlCharacters(output).split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(45);
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });

  it('ends quietly when its reader has stopped reading', async () => {
    const child = spawn(process.execPath, [file, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });
});

describe('A mistake on the command line', () => {
  it.each([
    [['heal'], 'There is no command "heal".', see()],
    [['docter'], 'There is no command "docter". Did you mean doctor?', see()],
    [
      ['keys', 'rotat'],
      'keys has no command "rotat". Did you mean rotate? There are list, create, rotate, revoke.',
      see('keys '),
    ],
    [
      ['keys', 'list', '--jsn'],
      'keys list has no option --jsn. Did you mean --json?',
      see('keys list '),
    ],
    [['--versoin'], 'nestjs-twilio-auth has no option --versoin. Did you mean --version?', see()],
    [['doctor', '--prob'], 'doctor has no option --prob. Did you mean --probe?', see('doctor ')],
    [['doctor', '--for', 'tests'], 'doctor has no option --for.', see('doctor ')],
    [['doctor', 'now'], 'doctor takes no argument "now".', see('doctor ')],
    [['doctor', '--timeout', '3'], '--timeout needs --probe.', see('doctor ')],
    [
      ['doctor', '--probe', '--timeout', 'soon'],
      '--timeout must be more than 0 and at most 600.',
      see('doctor '),
    ],
    [['doctor', '-f'], "Option '-f, --file <value>' argument missing.", see('doctor ')],
    [
      ['recommend', '--for', 'test'],
      '--for must be one of prototype, server, browser, tests, not "test". Did you mean tests?',
      see('recommend '),
    ],
    [
      ['recommend', '--for', 'server', '--region', 'xx1'],
      '--region must be one of au1, br1, de1, ie1, jp1, jp2, sg1, us1, us2.',
      see('recommend '),
    ],
  ])('in %j is explained in one sentence', async (args, sentence, where) => {
    const stderr = `${sentence}\n${where}\n`;
    expect(await runCli(file, args)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('is JSON with --json', async () => {
    const run = await runCli(file, ['--json']);
    expect(run).toMatchObject({ code: 2, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });
});

it('The version is printed alone', async () => {
  const run = await runCli(file, ['--version']);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
