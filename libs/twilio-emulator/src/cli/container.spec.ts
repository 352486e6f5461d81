import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSeed } from './accounts.js';
import { readArguments } from './arguments.js';
import { DEFAULT_PORT } from './usage.js';

const folder = new URL('../../examples/docker/', import.meta.url);
const read = (file: string): Promise<string> => readFile(new URL(file, folder), 'utf8');

interface Service {
  readonly build?: string;
  readonly command: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const compose = async (): Promise<Readonly<Record<'twilio' | 'app', Service>>> =>
  (parse(await read('compose.yaml')) as { services: never }).services;

/** The lines of a Dockerfile by instruction; continued lines are one. */
async function instructions(): Promise<ReadonlyMap<string, string>> {
  const lines = (await read('Dockerfile')).replaceAll('\\\n', ' ').split('\n');
  return new Map(
    lines
      .map((line) => /^([A-Z]+) +(.*)$/.exec(line))
      .flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? ''] as const] : [])),
  );
}

describe('the files for containers', () => {
  it('start this package with options that it has, on the port that they open', async () => {
    const found = await instructions();
    const manifest = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { name: string; bin: Record<string, string> };
    const [command = '', ...args] = JSON.parse(found.get('ENTRYPOINT') ?? '') as string[];
    expect(Object.keys(manifest.bin)).toContain(command);
    expect(found.get('RUN')).toContain(`npm install --global ${manifest.name} `);
    expect(found.get('EXPOSE')).toBe(DEFAULT_PORT);
    const { twilio } = await compose();
    const token = 'x'.repeat(16);
    const given = twilio.command.map((arg) => (arg.startsWith('${') ? token : arg));
    expect(readArguments([...args, ...given])).toMatchObject({
      name: 'start',
      host: '0.0.0.0',
      port: Number(DEFAULT_PORT),
      controlToken: token,
      webhooks: { hosts: ['app'] },
    });
    expect(twilio.ports).toEqual([`127.0.0.1:${DEFAULT_PORT}:${DEFAULT_PORT}`]);
  });

  it('name files that exist, and a seed that the emulator accepts', async () => {
    const { twilio } = await compose();
    const [mount = ''] = twilio.volumes;
    const [file = '', path = ''] = mount.split(':');
    expect(twilio.command[twilio.command.indexOf('--seed') + 1]).toBe(path);
    const { accounts } = await readSeed(new URL(basename(file), folder).pathname);
    expect(accounts[0]?.phoneNumbers?.[0]?.smsUrl).toMatch(/^http:\/\/app:/);
  });

  it('wait for the emulator by a route that needs no token', async () => {
    const { app } = await compose();
    expect(app.depends_on).toEqual({ twilio: { condition: 'service_healthy' } });
    const check = (await instructions()).get('HEALTHCHECK') ?? '';
    expect(check).toContain(`http://127.0.0.1:${DEFAULT_PORT}/__emulator/health`);
    const [program, , script = ''] = JSON.parse(check.slice(check.indexOf('['))) as string[];
    expect(program).toBe('node');
    // It is valid JavaScript.
    expect(() => new Script(script)).not.toThrow();
  });
});
