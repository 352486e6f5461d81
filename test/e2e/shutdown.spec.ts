import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startRuntime } from '#test/support/runtime.js';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';

const APP = fileURLToPath(new URL('shutdown/app.mjs', import.meta.url));
const twilio = await sharedEmulator();

/** The application in a process of its own, with the URL where it listens. */
async function startApp() {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'development', ...twilio.env('api-key') };
  const child = spawn(process.execPath, [APP], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const [url] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, exit, url: String(url).trim() };
}

describe('an application that is stopped while Twilio hangs', () => {
  it('answers its open request and exits within shutdown.graceMs, not after 30 s', async () => {
    const { child, exit, url } = await startApp();
    twilio.faults.inject({ kind: 'hang' });
    const answer = fetch(`${url}/messages`);
    await expect.poll(() => twilio.requests.length).toBeGreaterThan(0);
    child.kill('SIGTERM');
    const ended = await Promise.race([exit, wait(10_000, 'it still runs', { ref: false })]);
    if (ended === 'it still runs') child.kill('SIGKILL');
    expect(ended).toEqual([null, 'SIGTERM']);
    expect((await answer).status).toBe(500);
  });
});

describe('a shutdown', () => {
  const hang = { kind: 'hang' } as const;
  const start = (clock: FakeClock, shutdown?: object) =>
    startRuntime(
      { ...API_KEY_OPTIONS, apiBaseUrl: twilio.url, ...(shutdown && { shutdown }) },
      { clock },
    );

  it.each([
    [2000, 1500],
    [10_000, 9000],
  ])('with a grace of %i ms ends calls after %i ms', async (graceMs, endsAfterMs) => {
    const clock = new FakeClock();
    const runtime = await start(clock, { graceMs });
    twilio.faults.inject(hang);
    twilio.requests.clear();
    let ended = false;
    const call = runtime.clients.default().messages('SM1').fetch();
    const failure = call.catch((error: unknown) => {
      ended = true;
      return error;
    });
    await expect.poll(() => twilio.requests.length).toBe(1);
    runtime.stop();
    await clock.advance(endsAfterMs - 1);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect(await failure).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED' });
  });
});
