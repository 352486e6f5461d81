import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Consumer } from './consumer.js';

const ENTRY_POINTS = ['', '/config', '/keys', '/redis', '/terminus', '/testing'].map(
  (entry) => `nestjs-twilio-auth${entry}`,
);

describe('A fresh ESM application on NestJS 12, Express and Vitest', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await Consumer.install('esm-nest12');
  });

  it('compiles against the packed declarations', async () => {
    expect(await consumer.passes('tsc')).toBe(true);
  });

  it('compiles with the module resolution of bundlers', async () => {
    const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler'];
    expect(await consumer.passes('tsc', ...bundler)).toBe(true);
  });

  it('sends a message through the packed emulator', async () => {
    expect(await consumer.passes('vitest', 'run', '--testTimeout=60000')).toBe(true);
  });

  it('sends it where Vitest inlines the package too', async () => {
    const inlined = ['--config', 'inline.config.mjs', 'src/send-message.spec.ts'];
    expect(await consumer.passes('vitest', 'run', '--testTimeout=60000', ...inlined)).toBe(true);
  });

  it('gets the same classes with `import` and with `require`', async () => {
    const { output } = await consumer.run(process.execPath, 'identity.cjs', ...ENTRY_POINTS);
    const lines = output
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const reports = lines.map((line) => JSON.parse(line) as { names: number });
    expect(reports).toEqual(
      ENTRY_POINTS.map((entry) => ({ entry, names: expect.any(Number), different: [] })),
    );
    expect(reports.every(({ names }) => names > 0)).toBe(true);
  });

  it('loads before, after and together with NestJS', async () => {
    for (const together of [
      "await import('nestjs-twilio-auth'); await import('@nestjs/common')",
      "await Promise.all([import('nestjs-twilio-auth'), import('@nestjs/core')])",
      "await Promise.all([import('@nestjs/core'), import('nestjs-twilio-auth')])",
    ]) {
      const script = `${together}; console.log('loaded')`;
      const node = ['--input-type=module', '--eval', script];
      expect(await consumer.run(process.execPath, ...node)).toMatchObject({
        ok: true,
        output: 'loaded\n',
      });
    }
  });

  it('prints three short source lines before the message of a failed start', async () => {
    const { ok, output } = await consumer.run(process.execPath, 'refused.mjs');
    const [before = '', message = ''] = output.split('TwilioAuthConfigError: ', 2);
    expect({ ok, message }).toEqual({ ok: false, message: expect.stringContaining('(auth)') });
    expect(message).not.toContain('problems: [');
    expect(before).toMatch(/dist\/cjs\/core\.js:\d{2,}\n/);
    expect(before.trim().split('\n')).toHaveLength(3);
    expect(before.length).toBeLessThan(600);
  });

  it('says at boot that the library was loaded twice, and from where', async () => {
    const copy = join(consumer.folder, 'other/node_modules/nestjs-twilio-auth');
    await cp(join(consumer.folder, 'node_modules/nestjs-twilio-auth'), copy, { recursive: true });
    const { ok, output } = await consumer.run(process.execPath, 'two-copies.mjs');
    expect(ok).toBe(false);
    expect(output).toContain(`was loaded 2 times in this process, from `);
    expect(output).toContain(copy);
    expect(output).toContain('npm dedupe');
  });

  it.each(['class-validator', 'twilio'])('says at boot that %s is not installed', async (name) => {
    const installed = join(consumer.folder, 'node_modules', name);
    await rename(installed, `${installed}-away`);
    try {
      const { ok, output } = await consumer.run(process.execPath, 'not-installed.mjs');
      expect(ok).toBe(false);
      expect(output).toContain('TWILIO_AUTH_CONFIG_INVALID');
      expect(output).toContain(`npm install ${name}.`);
    } finally {
      await rename(`${installed}-away`, installed);
    }
  });

  it('prints the help of both commands', async () => {
    for (const name of ['nestjs-twilio-auth', 'twilio-auth-emulator']) {
      const { ok, output } = await consumer.bin(name, '--help');
      expect({ ok, output }).toEqual({ ok: true, output: expect.stringContaining(name) });
    }
  });
});
