import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { compileWith } from '#test/support/compile.js';
import { withEnvironment } from '#test/support/environment.js';

const WORKERS = 8;
/** How long the file is wrong after the old secret was revoked. */
const WRONG_MS = 50;
const soon = { timeout: 10_000 };

type Wrong = (file: string, secret: string) => Promise<unknown>;

it.each<[string, Wrong]>([
  ['empty', (file) => writeFile(file, '')],
  ['half written', (file, secret) => writeFile(file, secret.slice(0, 20))],
  ['absent', (file) => rm(file)],
  ['the old one', async () => undefined],
])(
  'loses no call when an OAuth secret is revoked and its file is %s for a moment, three times',
  async (_, makeWrong) => {
    const twilio = await TwilioEmulator.start();
    const folder = await mkdtemp(join(tmpdir(), 'twilio-auth-'));
    onTestFinished(async () => {
      await twilio.stop();
      await rm(folder, { recursive: true });
    });
    const file = join(folder, 'secret');
    const { TWILIO_OAUTH_CLIENT_SECRET: first, ...variables } = twilio.env('oauth');
    await writeFile(file, first ?? '');
    withEnvironment({
      NODE_ENV: 'development',
      ...variables,
      TWILIO_OAUTH_CLIENT_SECRET_FILE: file,
    });
    const client = (await compileWith({})).get(TwilioClient);

    const done = new AbortController();
    const failures: unknown[] = [];
    let calls = 0;
    const worker = async (): Promise<void> => {
      while (!done.signal.aborted) {
        await client.messages.list({ pageSize: 1, limit: 1 }).catch((error: unknown) => {
          failures.push(error);
          // A refusal that is remembered needs no socket: without a pause, no timer would run any more.
          return setTimeout(10);
        });
        calls += 1;
      }
    };
    const load = Promise.all(Array.from({ length: WORKERS }, worker));
    for (let turn = 0; turn < 3; turn += 1) {
      const before = calls;
      await expect.poll(() => calls, soon).toBeGreaterThan(before + 2 * WORKERS);
      const secret = twilio.account.oauthApp.rotateSecret({ graceSeconds: 0 });
      await makeWrong(file, secret);
      await setTimeout(WRONG_MS);
      await writeFile(join(folder, 'next'), secret);
      await rename(join(folder, 'next'), file);
      const replaced = calls;
      await expect.poll(() => calls, soon).toBeGreaterThan(replaced + 2 * WORKERS);
    }
    done.abort();
    await load;
    expect(failures).toEqual([]);
  },
  60_000,
);
