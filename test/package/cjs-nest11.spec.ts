import { beforeAll, describe, expect, inject, it } from 'vitest';
import {
  compileEntryPoints,
  RESOLUTIONS,
  writeEntryPoints,
} from '../compatibility/entry-points.js';
import { Application } from './application.js';
import { Consumer } from './consumer.js';

describe('A fresh CommonJS application on NestJS 11, Fastify, Jest 30 and twilio 5.8', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await Consumer.install('cjs-nest11');
  });

  it('compiles with the module resolution of older templates', async () => {
    expect(await consumer.passes('tsc')).toBe(true);
  });

  it('compiles with the module resolution of Node', async () => {
    const node = ['--module', 'nodenext', '--moduleResolution', 'nodenext'];
    expect(await consumer.passes('tsc', ...node)).toBe(true);
  });

  describe('with the declarations of each entry point, which `skipLibCheck` does not spare', () => {
    let app: Application;
    beforeAll(async () => {
      app = new Application(consumer.folder);
      await writeEntryPoints(app, Object.keys(inject('packed').tarballs));
    });

    it.each(['node10', 'node16, CommonJS', 'node16, ES module', 'bundler'] as const)(
      'compiles by the resolution of %s',
      async (name) => {
        expect(await compileEntryPoints(app, RESOLUTIONS[name])).toMatch(/^5\.9\./);
      },
    );
  });

  it('sends a message through the packed emulator', async () => {
    expect(await consumer.passes('jest')).toBe(true);
  });

  it('does so as the SWC builder of Nest compiles it, too', async () => {
    const options = ['--config', 'jest.swc.json'];
    expect(await consumer.passes('jest', ...options)).toBe(true);
  });

  it('checks a configuration on the command line without loading NestJS', async () => {
    const loaded = "Object.keys(require.cache).filter((path) => path.includes('@nestjs'))";
    const script = `
      process.on('exit', () => console.log('of NestJS:', ${loaded}.length));
      require('./node_modules/nestjs-twilio-auth/dist/cjs/cli/main.js');`;
    const command = ['--eval', script, 'nestjs-twilio-auth', 'doctor'];
    const { output } = await consumer.run(process.execPath, ...command);
    expect(output).toContain('The application would not start');
    expect(output).toContain('of NestJS: 0');
  });
});
