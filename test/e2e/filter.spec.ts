import { Logger } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TwilioAuthModule, TwilioExceptionFilter } from 'nestjs-twilio-auth';
import type { Fault } from 'twilio-auth-emulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PLATFORMS, startApp, type RunningApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { FailingRoutes, OneFilteredRoute, CustomFilter } from '#test/support/failing-routes.js';

const twilio = await sharedEmulator();
let lines: string[];
beforeEach(() => {
  lines = [];
  for (const level of ['debug', 'warn', 'error'] as const) {
    vi.spyOn(Logger.prototype, level).mockImplementation((message: unknown) => {
      lines.push(`${level} ${String(message)}`);
    });
  }
});
afterEach(() => vi.restoreAllMocks());

describe.each(PLATFORMS)('The exception filter on $platform', (platform) => {
  const start = (
    variables: Record<string, string> = {},
    timeoutMs = 20_000,
  ): Promise<RunningApp> => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key'), ...variables });
    const module = TwilioAuthModule.forRoot({ http: { retries: 0, timeoutMs } });
    const providers = [
      { provide: APP_FILTER, useClass: CustomFilter },
      { provide: APP_FILTER, useClass: TwilioExceptionFilter },
    ];
    return startApp({ imports: [module], controllers: [FailingRoutes], providers }, platform);
  };
  const ask = async (running: RunningApp, path: string, method = 'GET') => {
    const response = await fetch(`${running.url}/${path}`, { method });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: await response.json(),
    };
  };

  it("passes on an invalid request with Twilio's status, code and message", async () => {
    await using running = await start();
    expect(await ask(running, 'message', 'POST')).toMatchObject({
      status: 400,
      body: { statusCode: 400, errorCode: 'TWILIO_API_INVALID_REQUEST', twilioCode: 21211 },
    });
    const { status, body } = await ask(running, 'missing');
    expect(status).toBe(404);
    expect(JSON.stringify(body)).not.toContain(twilio.account.sid);
    expect(lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
  });

  it('answers 502 to a request that the credential cannot make, and logs the advice once', async () => {
    await using running = await start();
    expect(await ask(running, 'account')).toMatchObject({
      status: 502,
      body: {
        errorCode: 'TWILIO_AUTH_CAPABILITY',
        // It was not sent, so the text must not blame Twilio.
        message: 'This application could not complete its request to Twilio.',
      },
    });
    expect(lines.join().split('Use a main API key')).toHaveLength(2);
  });

  it('answers 502 if our own credential is refused, with the reason in the log only', async () => {
    await using running = await start({ TWILIO_API_SECRET: 'f'.repeat(32) });
    const { status, body } = await ask(running, 'missing');
    expect({ status, body }).toEqual({
      status: 502,
      body: {
        statusCode: 502,
        errorCode: 'TWILIO_API_CREDENTIAL_REJECTED',
        twilioCode: 20003,
        message: 'This application could not complete its request to Twilio.',
      },
    });
    expect(lines.join()).toMatch(/error 502 TWILIO_API_CREDENTIAL_REJECTED: .*Check that the key/);
    expect(lines.join()).not.toContain('f'.repeat(32));
  });

  it('answers 502 for a refused OAuth secret', async () => {
    const variables = { ...twilio.env('oauth'), TWILIO_OAUTH_CLIENT_SECRET: 'f'.repeat(64) };
    await using running = await start(variables);
    const { status, body } = await ask(running, 'missing');
    expect({ status, body }).toMatchObject({
      status: 502,
      body: { errorCode: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' },
    });
  });

  it.each<[string, Fault, object]>([
    ['throttling', { kind: 'throttle' }, { status: 503, retryAfter: '1' }],
    [
      'throttling for a known time',
      { kind: 'throttle', retryAfterSeconds: 7 },
      { status: 503, retryAfter: '7' },
    ],
    ['an outage', { kind: 'outage' }, { status: 502, retryAfter: null }],
    ['a cut connection', { kind: 'reset' }, { status: 502, retryAfter: null }],
    ['silence', { kind: 'hang' }, { status: 504, retryAfter: null }],
    [
      'an RFC 9457 refusal',
      {
        kind: 'answer',
        status: 403,
        body: { type: 'https://x.test', title: 'No', status: 403, code: 70051 },
      },
      { status: 502, body: { twilioCode: 70051 } },
    ],
  ])('translates %s', async (_, fault, answer) => {
    await using running = await start({}, fault.kind === 'hang' ? 300 : undefined);
    twilio.faults.inject(fault);
    expect(await ask(running, 'missing')).toMatchObject(answer);
  });

  it.each([
    ['foreign', { status: 418, body: { custom: true } }],
    ['nest', { status: 409, body: { mine: true } }],
    ['status', { status: 500, body: { message: 'Internal server error' } }],
  ])('does not handle errors of others: %s', async (path, answer) => {
    await using running = await start();
    expect(await ask(running, path)).toMatchObject(answer);
  });

  it('ends a response that was already started', async () => {
    await using running = await start();
    const response = await fetch(`${running.url}/late`);
    expect(await response.text()).toBe('half');
  });

  it('can be bound to one route, or created with new', async () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key') });
    const metadata = { imports: [TwilioAuthModule.forRoot()], controllers: [OneFilteredRoute] };
    await using running = await startApp(metadata, platform);
    expect(await ask(running, 'unfiltered/filtered')).toMatchObject({ status: 404 });
    expect(await ask(running, 'unfiltered')).toMatchObject({ status: 500 });
    running.app.useGlobalFilters(new TwilioExceptionFilter());
    expect(await ask(running, 'unfiltered/filtered')).toMatchObject({ status: 404 });
  });
});
