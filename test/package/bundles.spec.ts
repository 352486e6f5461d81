import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Consumer } from './consumer.js';
import type { Outcome } from './run.js';

const BUNDLERS = ['esbuild, CommonJS', 'esbuild, ESM', 'webpack', 'rspack', 'ncc'];

/** What the application answers, however it is started. */
const ANSWERS = {
  message: { status: 201, body: { sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) } },
  accessToken: {
    status: 201,
    body: expect.objectContaining({ token: expect.stringMatching(/^ey/), identity: 'ann' }),
  },
  webhook: expect.objectContaining({
    status: 200,
    body: expect.stringContaining('<Response><Message>You said: hello</Message></Response>'),
  }),
  forged: {
    status: 403,
    body: { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
  },
  health: { status: 200, body: expect.objectContaining({ status: 'ok' }) },
};

describe('An application in one file', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await Consumer.install('bundled');
    expect(await consumer.passes('tsc')).toBe(true);
  });

  const bundle = (bundler: string, folder: string): Promise<Outcome> =>
    consumer.run(process.execPath, 'bundle.mjs', bundler, folder);

  async function answersOf(file: string, ...command: string[]): Promise<unknown> {
    const { ok, output } = await consumer.run(process.execPath, 'answers.mjs', file, ...command);
    const answers = output.split('\n').find((line) => line.startsWith('{'));
    if (!ok || answers === undefined) throw new Error(output);
    return JSON.parse(answers);
  }

  it('sends, answers webhooks and issues tokens before it is bundled', async () => {
    expect(await answersOf('dist/main.js')).toEqual(ANSWERS);
  });

  it('does the same on Bun, whose own undici is a stub', async () => {
    expect(await answersOf('dist/main.js', 'node_modules/.bin/bun')).toEqual(ANSWERS);
  });

  it('has each class once, whether it imports the library or requires it', async () => {
    const folder = await mkdtemp(join(inject('packed').folder, 'bundle-'));
    const run = await consumer.run(process.execPath, 'same-classes.mjs', folder);
    expect(run).toMatchObject({ ok: true, stdout: 'true\n' });
  });

  it.each(BUNDLERS)(
    'does the same as one file of %s far from any node_modules, minified too',
    async (bundler) => {
      const folder = await mkdtemp(join(inject('packed').folder, 'bundle-'));
      const { ok, stdout, output } = await bundle(bundler, folder);
      expect({ ok, output }).toEqual({ ok: true, output: stdout });
      for (const file of stdout.trim().split('\n')) expect(await answersOf(file)).toEqual(ANSWERS);
    },
  );
});
