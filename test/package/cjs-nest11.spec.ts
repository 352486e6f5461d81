import { beforeAll, describe, expect, it } from 'vitest';
import { Consumer } from './consumer.js';

describe('A fresh CommonJS application on NestJS 11, Fastify, Jest 30 and twilio 5.8', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await Consumer.install('cjs-nest11');
  });

  it('compiles with the module resolution of older templates', async () => {
    expect(await consumer.bin('tsc')).toMatchObject({ ok: true });
  });

  it('compiles with the module resolution of Node', async () => {
    const node = ['--module', 'nodenext', '--moduleResolution', 'nodenext'];
    expect(await consumer.bin('tsc', ...node)).toMatchObject({ ok: true });
  });

  it('sends a message through the packed emulator', async () => {
    expect(await consumer.bin('jest')).toMatchObject({ ok: true });
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
