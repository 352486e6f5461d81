import { channel } from 'node:diagnostics_channel';
import { Controller, Logger, Post, type ModuleMetadata } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
  TwilioWebhook,
  type PolicyViolation,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compile, compileWith, keyOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';

const twilio = await sharedEmulator();

/** Events published to `diagnostics_channel` until the test ends. */
function eventsOf(name: string): unknown[] {
  const events: unknown[] = [];
  const listener = (event: unknown): void => void events.push(event);
  const events$ = channel(`nestjs-twilio-auth:${name}`);
  events$.subscribe(listener);
  onTestFinished(() => events$.unsubscribe(listener));
  return events;
}

/** The lines that a start logs, as `level text`. */
async function linesOf(metadata: ModuleMetadata): Promise<readonly string[]> {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (words: unknown): void =>
      void lines.push(`${level} ${String(words)}`);
  const logger = { log: write('log'), warn: write('warn'), error: write('error') };
  const module = await Test.createTestingModule(metadata).setLogger(logger).compile();
  onTestFinished(() => module.close());
  await module.init();
  Logger.overrideLogger(false);
  return lines.filter((line) => !line.includes('dependencies initialized'));
}

describe('A production start with only an Auth Token', () => {
  const start = () => {
    withEnvironment({
      NODE_ENV: 'Production ',
      ...twilio.env('auth-token'),
      TWILIO_API_BASE_URL: undefined,
    });
    return compileWith({});
  };

  it('fails with the rule, the fix and no secret', async () => {
    const refusal = await start().catch((error: unknown) => error as Error);

    expect(refusal).toMatchObject({ code: 'TWILIO_AUTH_POLICY_VIOLATION', reason: 'auth-token' });
    expect(String(refusal)).toMatch(/\[auth-token\].*TWILIO_OAUTH_CLIENT_ID/);
    expect(String(refusal)).not.toContain(twilio.account.authToken);
  });

  it('publishes to diagnostics_channel before it fails', async () => {
    const events = eventsOf('policy.violation');
    await start().catch(() => {});
    expect(events).toEqual([{ account: 'default', rule: 'auth-token', severity: 'error' }]);
  });
});

describe('Every account', () => {
  it('is checked before a client exists, with all violations in one error', async () => {
    withEnvironment({ NODE_ENV: 'staging' });
    const token = { method: 'auth-token', authToken: 'x'.repeat(32) } as const;
    const accountSid = twilio.account.sid;
    const options = {
      accountSid,
      auth: token,
      apiBaseUrl: twilio.url,
      accounts: { billing: { accountSid, auth: token, region: 'ie1' } },
    };
    const refusal = await compileWith(options).catch((error: unknown) => error);
    const { violations } = refusal as { violations: readonly PolicyViolation[] };

    expect(violations.map(({ rule, account }) => `${rule} ${account}`).toSorted()).toEqual([
      'api-base-url default',
      'auth-token billing',
      'auth-token default',
      'region-needs-edge billing',
    ]);
  });
});

describe('A policy exception', () => {
  const inDays = (days: number): string =>
    new Date(performance.timeOrigin + days * 86_400_000).toISOString().slice(0, 10);
  const options = (until: string): TwilioAuthModuleOptions => ({
    accountSid: twilio.account.sid,
    auth: { method: 'auth-token', authToken: twilio.account.authToken },
    policy: { exceptions: [{ rule: 'auth-token', until, reason: 'the vendor is late' }] },
  });

  it('lets the application start, with an event and a log line that give its end and reason', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    const events = eventsOf('policy.exception-used');
    const until = inDays(30);
    const lines = await linesOf({ imports: [TwilioAuthModule.forRoot(options(until))] });

    const used = { account: 'default', rule: 'auth-token', until, reason: 'the vendor is late' };
    expect(events).toEqual([used]);
    expect(lines).toContainEqual(
      expect.stringMatching(`^warn \\[auth-token\\].*until ${until}: the vendor is late`),
    );
  });

  it.each([-2, 200])(
    'that ends in %i days is an error, reported with every other problem',
    async (days) => {
      withEnvironment({ NODE_ENV: 'production' });
      const starting = compileWith({ ...options(inDays(days)), http: { timeoutMs: -1 } });
      await expect(starting).rejects.toMatchObject({
        code: 'TWILIO_AUTH_CONFIG_INVALID',
        problems: [{ path: 'policy.exceptions[0].until' }, { path: 'http.timeoutMs' }],
      });
    },
  );
});

describe('enforceAt: "request"', () => {
  it('starts, emits each event once, and sends nothing', async () => {
    withEnvironment({ NODE_ENV: 'production', ...twilio.env('auth-token') });
    const events = eventsOf('policy.violation');
    const module = await compileWith({ policy: { enforceAt: 'request' } });
    const rules = ['auth-token', 'api-base-url'];
    expect(events.map((event) => (event as PolicyViolation).rule)).toEqual(rules);

    const heard: unknown[] = [];
    module.get(TwilioAuthEvents).on('policy.violation', (event) => heard.push(event));
    const client = module.get(TwilioClient);
    const refusal = {
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      reason: 'auth-token',
      violations: rules.map((rule) => ({ rule })),
    };
    await expect(client.messages.create(message)).rejects.toMatchObject(refusal);
    await expect(client.messages.list({ limit: 1 })).rejects.toMatchObject(refusal);
    expect(heard).toHaveLength(4);
    expect(twilio.requests).toEqual([]);
  });
});

describe('A webhook route', () => {
  it('of an account that does not exist stops the start and suggests a name', async () => {
    @Controller('hooks')
    class HooksController {
      @Post()
      @TwilioWebhook({ account: 'biling' })
      receive() {}
    }
    const { accountSid, auth, ...shared } = keyOptions(twilio, twilio.account);
    const root = TwilioAuthModule.forRoot({
      ...shared,
      accounts: { billing: { accountSid, auth } },
    });
    const starting = compile({ imports: [root], controllers: [HooksController] });
    await expect(starting).rejects.toThrow(/Did you mean "billing"/);
  });
});

describe('The boot log', () => {
  it('has method, reason, environment and policy verdicts', async () => {
    withEnvironment({
      NODE_ENV: 'development',
      ...twilio.env('auth-token'),
      TWILIO_AUTH_METHOD: undefined,
    });
    const lines = await linesOf({ imports: [TwilioAuthModule.forRoot()] });
    const text = lines.join('\n');

    expect(text).toMatch(/log default: auth-token AC\w+ \(an Auth Token is the strongest/);
    expect(text).toMatch(/environment development/);
    expect(text).toMatch(/warn \[auth-token\]/);
    expect(text).not.toContain(twilio.account.authToken);
  });
});
