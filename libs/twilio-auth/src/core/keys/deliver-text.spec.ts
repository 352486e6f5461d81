import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { withEnvironment } from '#test/support/environment.js';
import { testFolder } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';
import { giveToCommand, printText } from './deliver-text.js';
import { openTarget } from './targets.js';

const SECRET = 'aZ3kP9qLmN2xR7tVbC5wYd8sHf4gJ6uE';

describe('A command', () => {
  it('gets the text, and none of our variables', async () => {
    withEnvironment({ TWILIO_ADMIN_API_SECRET: SECRET, OTHER: 'kept' });
    const file = join(testFolder(), 'out');
    await giveToCommand(`cat > ${file}; env >> ${file}`, 'the text\n', SECRET);
    const written = readFileSync(file, 'utf8');
    expect(written).toMatch(/^the text\n/);
    expect(written).toContain('OTHER=kept');
    expect(written).not.toContain(SECRET);
  });

  it.each([
    ['exit 3', 'the command ended with exit code 3'],
    ['echo no such secret >&2; exit 3', 'the command ended with exit code 3: no such secret'],
    [
      'cat >&2; exit 3',
      'the command ended with exit code 3; its output is not repeated, because it may hold the secret',
    ],
    ['kill -TERM $$', 'the command was ended by SIGTERM'],
  ])('%j is an error', async (command, message) => {
    expect((await rejectionOf(giveToCommand(command, SECRET, SECRET))).message).toBe(message);
  });

  it('need not read its input', async () => {
    await giveToCommand('exec <&-; exit 0', 'x'.repeat(1_000_000), SECRET);
  });

  it('that does not end is ended', async () => {
    const { message } = await rejectionOf(giveToCommand('exec sleep 600', '{}', SECRET, 50));
    expect(message).toBe('the command was ended by SIGTERM');
  });

  it('gets a key as JSON', async () => {
    const file = join(testFolder(), 'out');
    const target = await openTarget({ command: `cat > ${file}`, format: 'aws' }, 'AC1');
    await target.write({
      accountSid: 'AC1',
      keySid: 'SK1',
      keySecret: SECRET,
      keyType: 'standard',
    });
    expect(await target.read()).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe(
      `{"accountSid":"AC1","apiKeySid":"SK1","apiKeySecret":"${SECRET}"}\n`,
    );
  });
});

it('Standard output that nobody reads is an error', async () => {
  const error = Object.assign(new Error('closed'), { code: 'EPIPE' });
  const print = vi.spyOn(process.stdout, 'write').mockImplementation((...args) => {
    (args.at(-1) as (failure: Error) => void)(error);
    return false;
  });
  const rejection = await rejectionOf(printText('text'));
  print.mockRestore();
  expect(rejection).toBe(error);
});
