import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyOfRepository } from './clone.js';
import { runIn } from './run.js';

describe('A fresh clone', () => {
  let folder: string;
  let installed: string;
  beforeAll(async () => {
    folder = await copyOfRepository();
    const { ok, output } = await runIn(folder, {}, 'npm', 'ci', '--prefer-offline');
    if (!ok) throw new Error(output);
    installed = output;
  });

  it('installs without a warning', () => expect(installed).not.toMatch(/\bwarn\b/i));

  it.each(['nestjs-twilio-auth', 'twilio-auth-emulator'])(
    'runs `npx %s` before anything is built, with only its output on standard output',
    async (name) => {
      const first = await runIn(folder, {}, 'npx', '--no-install', name, '--help');
      expect(first).toMatchObject({ ok: true, stdout: expect.stringContaining(name) });
      expect(first.stdout).not.toContain('Building');
      expect(first.output).toContain('Building for the first time');

      const second = await runIn(folder, {}, 'npx', '--no-install', name, '--help');
      expect(second.output).toBe(first.stdout);
    },
  );

  it('builds a command again when its source has changed', async () => {
    const file = join(folder, 'libs/twilio-emulator/src/cli/usage.ts');
    const usage = await readFile(file, 'utf8');
    await writeFile(file, usage.replace('An offline Twilio', 'A changed Twilio'));
    const { stdout } = await runIn(
      folder,
      {},
      'npx',
      '--no-install',
      'twilio-auth-emulator',
      '--help',
    );
    expect(stdout).toContain('A changed Twilio');
  });
});
