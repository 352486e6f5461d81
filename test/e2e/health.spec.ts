import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from 'nestjs-twilio-auth/testing';
import type { Fault } from 'twilio-auth-emulator';
import { describe, expect, it, vi } from 'vitest';
import { PLATFORMS } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { startHealthApp } from '#test/support/health-app.js';
import { nextEvent } from '#test/support/watched-events.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const TOKEN: Fault = {
  kind: 'answer',
  status: 400,
  body: { code: 400, message: 'no', status: 400 },
  when: { product: 'oauth' },
};

const twilio = await sharedEmulator();

const use = (method: 'oauth' | 'api-key' | 'auth-token' | 'test', more: object = {}): void => {
  withEnvironment({ NODE_ENV: 'development', ...twilio.env(method), ...more });
};
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

describe('Health without a call', () => {
  it.each(PLATFORMS)('is up on $platform, without a request', async (platform) => {
    use('oauth');
    await using app = await startHealthApp({}, { platform });
    twilio.requests.clear();
    const { http, status, twilio: result } = await app.health();
    expect({ http, status, result }).toEqual({
      http: 200,
      status: 'ok',
      result: { status: 'up', account: 'default', method: 'oauth' },
    });
    expect(twilio.requests.total).toBe(0);
  });

  it('is degraded while an OAuth token cannot be refreshed, down when it has expired, and up again', async () => {
    use('oauth');
    const clock = new FakeClock(Date.now());
    await using app = await startHealthApp({}, { clock });
    await app.use();
    expect((await app.health()).twilio).toMatchObject({
      status: 'up',
      tokenExpiresInSeconds: 3600,
    });

    twilio.faults.inject(TOKEN);
    await clock.advance(58 * MINUTE_MS);
    const failure = nextEvent(app.events, 'token.failed');
    await app.use();
    await failure;
    expect(await app.health()).toMatchObject({
      http: 200,
      status: 'degraded',
      twilio: {
        status: 'degraded',
        reasons: ['token-refresh-failing'],
        tokenExpiresInSeconds: 120,
      },
    });

    await clock.advance(3 * MINUTE_MS);
    await app.use();
    expect(await app.health()).toMatchObject({
      http: 503,
      status: 'error',
      twilio: { status: 'down', reasons: ['token-unavailable'] },
    });

    twilio.faults.clear();
    await clock.advance(MINUTE_MS);
    await app.use();
    expect((await app.health()).twilio).toMatchObject({ status: 'up' });
  });

  it('is down once Twilio has rejected an API key, until it accepts one again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'health-'));
    const file = join(folder, 'secret');
    await writeFile(file, 'a-secret-that-was-revoked');
    use('api-key', { TWILIO_API_SECRET: undefined, TWILIO_API_SECRET_FILE: file });
    await using app = await startHealthApp();
    expect((await app.health()).twilio).toMatchObject({ status: 'up' });
    await app.use();
    const rejected = { status: 'down', reasons: ['credential-refused'] };
    expect((await app.health()).twilio).toMatchObject(rejected);
    twilio.requests.clear();
    expect((await app.health()).twilio).toMatchObject(rejected);
    expect(twilio.requests.total).toBe(0);

    await writeFile(file, twilio.account.apiKeys.standard.secret);
    // The file is read again at most once a second.
    await vi.waitFor(
      async () => {
        await app.use();
        expect((await app.health()).twilio).toMatchObject({ status: 'up' });
      },
      { timeout: 10_000, interval: 200 },
    );
    await rm(folder, { recursive: true });
  });

  it('is not down because of an answer about a resource of another account', async () => {
    use('api-key');
    const other = `AC${'f'.repeat(32)}`;
    await using app = await startHealthApp({ capabilityCheck: 'off' });
    await app.useAccount(other);
    expect((await app.health()).twilio).toMatchObject({ status: 'up' });
  });

  it('is degraded while the shared store is down', async () => {
    use('oauth');
    const store = { get: async () => undefined, set: async () => {}, delete: async () => {} };
    let fails = true;
    const get = async (): Promise<undefined> => {
      if (fails) throw new Error('redis://user:hush@store is down');
    };
    await using app = await startHealthApp({ oauth: { tokenStore: { ...store, get } } });
    const { twilio: result } = await app.health();
    expect(result).toMatchObject({ status: 'degraded', reasons: ['store-down'] });
    expect(JSON.stringify(result)).not.toContain('hush');
    fails = false;
    expect((await app.health()).twilio).toMatchObject({ status: 'up' });
  });

  it.each([
    [10, 'degraded', ['exception-ends-soon', 'exception-ends-soon']],
    [60, 'up', undefined],
  ])('with policy exceptions that end in %i days is %s', async (days, status, reasons) => {
    use('auth-token', { NODE_ENV: 'production' });
    const exceptions = ['auth-token', 'api-base-url'].map((rule) => {
      return { rule, until: inDays(days), reason: 'a test' };
    });
    await using app = await startHealthApp({ policy: { exceptions } });
    const { twilio: result } = await app.health();
    expect(result['status']).toBe(status);
    expect(result['reasons']).toEqual(reasons);
  });

  it('is down if the policy blocks every call', async () => {
    use('auth-token', { NODE_ENV: 'production' });
    await using app = await startHealthApp({ policy: { enforceAt: 'request' } });
    expect(await app.health()).toMatchObject({
      http: 503,
      twilio: { status: 'down', reasons: expect.arrayContaining(['policy-refused']) },
    });
  });

  it('is down for an account that is not configured', async () => {
    use('api-key');
    await using app = await startHealthApp();
    expect(await app.health('account=biling')).toMatchObject({
      http: 503,
      twilio: { status: 'down', account: 'biling', reasons: ['account-unknown'] },
    });
  });

  it('is up, and marked, if the module is disabled', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    await using app = await startHealthApp({ enabled: false });
    expect(await app.health('call=true')).toMatchObject({
      http: 200,
      twilio: { status: 'up', enabled: false },
    });
  });
});
