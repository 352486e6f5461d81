import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAdmin } from '#test/support/admin-cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { keysOf, testFolder } from '#test/support/keys.js';

const twilio = await sharedEmulator();
const keySids = async () => (await (await keysOf(twilio)).list()).map(({ keySid }) => keySid);
const create = (command: string, ...more: string[]) =>
  runAdmin(twilio, ['keys', 'create', '--deliver', command, ...more]);

describe('A command as the destination', () => {
  it('gets the JSON on its standard input', async () => {
    const file = join(testFolder(), 'out');
    const run = await create(`tr a a | cat > ${file}`);
    const { keySid, ...fields } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(fields).toEqual({
      accountSid: twilio.account.sid,
      method: 'api-key',
      keySecret: expect.stringMatching(/^\w{32}$/) as string,
      keyType: 'standard',
    });
    expect(run.stdout).toBe(`Created and delivered ${keySid}, a standard key.\n`);
  });

  it('gets no variable of ours, and its output is not shown', async () => {
    const file = join(testFolder(), 'out');
    const run = await create(`env > ${file}; cat; cat >&2`);
    const variables = readFileSync(file, 'utf8');
    expect(variables).toContain('PATH=');
    expect(variables).not.toMatch(/^TWILIO/im);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^Created and delivered SK\w+, a standard key\.\n$/);
  });

  it('that fails is an error with its words, and the key is deleted again', async () => {
    const before = await keySids();
    const run = await create('cat > /dev/null; echo "AccessDenied: not allowed" >&2; exit 4');
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(
      'was not delivered (the command ended with exit code 4: AccessDenied: not allowed)',
    );
    expect(await keySids()).toEqual(before);
  });

  it.each([
    ['the JSON', 'cat >&2'],
    ['a part of the secret', 'sed \'s/.*keySecret":"//\' | cut -c 1-8 >&2'],
    ['the JSON as base64', 'base64 >&2'],
    ['the JSON as hexadecimal digits', 'od -An -tx1 >&2'],
  ])('that prints %s and fails is not repeated', async (_, command) => {
    const run = await create(`${command}; exit 1`);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('its output is not repeated, because it may hold the secret');
    expect(run.stderr.split('\n')[0]?.length).toBeLessThan(250);
  });

  it('that a signal ends is an error', async () => {
    const run = await create('kill -9 $$');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('the command was ended by SIGKILL');
  });

  it('that does not exist is an error', async () => {
    const run = await create('no-such-command-anywhere');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('the command ended with exit code 127');
  });
});

it('Standard output that nobody reads is an error, and the key is deleted again', async () => {
  const before = await keySids();
  const run = await runAdmin(twilio, ['keys', 'create', '--deliver', '-'], { closeStdout: true });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('was not delivered (EPIPE)');
  expect(await keySids()).toEqual(before);
});
