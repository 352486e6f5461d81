import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { TwilioAuthModule, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import { TwilioTelemetry } from 'nestjs-twilio-auth/opentelemetry';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { startRecordingServer } from '#test/support/recording-server.js';
import { startTelemetry, type Telemetry } from '#test/support/telemetry.js';

const twilio = await sharedEmulator();
const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
const message = { to: '+15551234567', from: twilio.account.phoneNumber, body: 'private words' };
const MESSAGES = '/2010-04-01/Accounts/{AccountSid}/Messages.json';

let telemetry: Telemetry;
let others: UndiciInstrumentation;

beforeEach(() => {
  telemetry = startTelemetry();
  // What most applications have: it makes a span of each request that undici sends.
  others = new UndiciInstrumentation();
  others.setTracerProvider({ getTracer: (name) => trace.getTracer(name) });
  others.enable();
});
afterEach(async () => {
  others.disable();
  await telemetry[Symbol.asyncDispose]();
});

async function useApp(options: Partial<TwilioAuthModuleOptions> = {}) {
  const module = TwilioAuthModule.forRoot({
    accountSid: twilio.account.sid,
    auth: { method: 'api-key', keySid, keySecret, keyType: 'standard' },
    apiBaseUrl: twilio.url,
    environment: 'development',
    ...options,
  });
  const { app } = await startApp({ imports: [module], providers: [TwilioTelemetry] });
  return { client: app.get(TwilioClient), [Symbol.asyncDispose]: () => app.close() };
}

describe('The span of a call', () => {
  it('is a client span below the span of the caller, named by method and template', async () => {
    await using app = await useApp();
    await trace.getTracer('application').startActiveSpan('order', async (order) => {
      await app.client.messages.create(message);
      order.end();
    });
    const [call, order] = telemetry.spans();
    expect(call).toMatchObject({
      name: `POST ${MESSAGES}`,
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        'http.request.method': 'POST',
        'server.address': 'api.twilio.com',
        'url.template': MESSAGES,
        'http.response.status_code': 201,
        'twilio.account': 'default',
      },
    });
    expect(call?.parentSpanContext?.spanId).toBe(order?.spanContext().spanId);
    expect(call?.instrumentationScope.name).toBe('nestjs-twilio-auth');
  });

  it('is the only one, although undici is instrumented', async () => {
    const server = await startRecordingServer();
    await using app = await useApp({ apiBaseUrl: server.origin });
    await app.client.request({ method: 'get', uri: 'https://api.twilio.com/2010-04-01' });
    expect(telemetry.spans().map(({ name }) => name)).toEqual(['GET /2010-04-01']);
    expect(server.requests[0]?.headers).not.toHaveProperty('traceparent');

    // What the instrumentation does with a request that belongs to no call.
    await fetch(server.origin);
    expect(telemetry.spans()).toHaveLength(2);
    expect(server.requests[1]?.headers).toHaveProperty('traceparent');
    await server.close();
  });

  it('counts retries, and ends with an error where the call does', async () => {
    await using app = await useApp();
    const fault = twilio.faults.inject({ kind: 'outage', times: 1 });
    await app.client.messages.list({ limit: 1 });
    fault.remove();
    await expect(app.client.messages.create({ ...message, to: '1' })).rejects.toThrow('Invalid');
    const [retried, invalid] = telemetry.spans();
    expect(retried?.attributes).toMatchObject({ 'http.request.resend_count': 1 });
    expect(retried?.status.code).toBe(SpanStatusCode.UNSET);
    expect(invalid).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: {
        'http.response.status_code': 400,
        'twilio.error_code': 21211,
        'error.type': '400',
      },
    });
  });

  it('says why there is no answer', async () => {
    await using app = await useApp({ apiBaseUrl: 'http://127.0.0.1:1', http: { retries: 0 } });
    await expect(app.client.messages.list({ limit: 1 })).rejects.toThrow('was not sent');
    expect(telemetry.spans()).toMatchObject([
      { status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'ECONNREFUSED' } },
    ]);
  });

  it('has no SID, number, text or secret in it', async () => {
    await using app = await useApp();
    const { sid } = await app.client.messages.create(message);
    await app.client.lookups.v2.phoneNumbers('+15551234567').fetch();
    const shown = JSON.stringify(
      telemetry.spans().map(({ name, attributes, events }) => ({ name, attributes, events })),
    );
    for (const value of [sid, twilio.account.sid, keySid, keySecret, '5551234567', 'private']) {
      expect(shown).not.toContain(value);
    }
  });

  it('is not made any more when the application has ended', async () => {
    await using first = await useApp();
    await first[Symbol.asyncDispose]();
    await expect(first.client.messages.list({ limit: 1 })).rejects.toThrow();
    expect(telemetry.spans()).toEqual([]);
  });
});
