import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import type { Received } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';
import type { Fault } from './fault.js';

describe('An injected fault', () => {
  let twilio: TwilioEmulator;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterEach(() => twilio.stop());

  const get = (): Promise<Received> => {
    const { sid, authToken } = twilio.account;
    return send(twilio, `/2010-04-01/Accounts/${sid}.json`, {
      authorization: basic(sid, authToken),
    });
  };

  it.each<[Fault, number, number]>([
    [{ kind: 'outage' }, 503, 20503],
    [{ kind: 'throttle' }, 429, 20429],
    [{ kind: 'error', status: 500 }, 500, 20500],
  ])('%j answers %i with code %i until it is removed', async (fault, status, code) => {
    const injected = twilio.faults.inject(fault);
    expect((await get()).json).toMatchObject({ status, code });
    expect(injected.hits).toBe(1);
    injected.remove();
    expect((await get()).status).toBe(200);
  });

  it('sends Retry-After with a throttled answer', async () => {
    twilio.faults.inject({ kind: 'throttle', retryAfterSeconds: 7 });
    expect((await get()).headers['retry-after']).toBe('7');
  });

  it('cuts the connection, and logs a request without a status', async () => {
    twilio.faults.inject({ kind: 'reset', times: 1 });
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(twilio.requests.at(-1)?.status).toBeUndefined();
    expect((await get()).status).toBe(200);
  });

  it.each([
    ['html', '<html'],
    ['truncated-json', '{"sid"'],
    ['empty', ''],
    ['array', '[]'],
    ['broken-gzip', 'this'],
  ] as const)('sends a malformed %s body with status 200', async (body, start) => {
    twilio.faults.inject({ kind: 'malformed', body });
    const { status, text } = await get();
    expect(status).toBe(200);
    expect(text.slice(0, start.length || 1)).toBe(start);
  });

  it('sends exactly the answer that the fault gives', async () => {
    twilio.faults.inject({
      kind: 'answer',
      status: 401,
      headers: { 'x-mark': '1' },
      body: { error: 'invalid_client' },
    });
    const { status, headers, json } = await get();
    expect([status, headers['x-mark'], json]).toEqual([401, '1', { error: 'invalid_client' }]);
  });

  it('applies a fault only to matching requests, and only `times` times', async () => {
    twilio.faults.inject({ kind: 'outage', when: { product: 'oauth' } });
    twilio.faults.inject({ kind: 'outage', when: { path: '/Messages.json', method: 'post' } });
    expect((await get()).status).toBe(200);
    expect((await send(twilio, '/v2/token', { form: {} })).status).toBe(503);
    twilio.faults.clear();
    twilio.faults.inject({ kind: 'outage', times: 2 });
    expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([
      503, 503, 200,
    ]);
  });

  it('delays the answer that another fault gives', async () => {
    const latency = twilio.faults.inject({ kind: 'latency', ms: 1 });
    const first = twilio.faults.inject({ kind: 'outage', times: 1 });
    const second = twilio.faults.inject({ kind: 'throttle' });
    expect([(await get()).status, (await get()).status]).toEqual([503, 429]);
    expect([latency.hits, first.hits, second.hits]).toEqual([2, 1, 1]);
  });

  it('lets the emulator stop while requests are delayed or hanging', async () => {
    twilio.faults.inject({ kind: 'latency', ms: 3_600_000, times: 1 });
    const late = get();
    await expect.poll(() => twilio.requests.length, { timeout: 10_000 }).toBe(1);
    twilio.faults.inject({ kind: 'hang' });
    const hanging = get().catch((error: Error) => error);
    await expect.poll(() => twilio.requests.length, { timeout: 10_000 }).toBe(2);
    await twilio.stop();
    expect((await late).status).toBe(200);
    expect(await hanging).toBeInstanceOf(Error);
  });

  it('delays many requests at once, and no warning of a leak is printed', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    twilio.faults.inject({ kind: 'latency', ms: 3_600_000 });
    const late = Array.from({ length: 12 }, get);
    await expect.poll(() => twilio.requests.length, { timeout: 10_000 }).toBe(12);
    await twilio.stop();
    await Promise.allSettled(late);
    expect(warnings).toEqual([]);
  });

  it('rejects an invalid fault with every reason', () => {
    expect(() =>
      twilio.faults.inject({ kind: 'error', status: 200, times: 0, wehn: {} } as never),
    ).toThrow(/wehn: unknown field.*status: must be.*|status: must be.*times: must be.*wehn/);
    expect(() => twilio.faults.inject({ kind: 'flood' } as never)).toThrow(/kind: must be one of/);
  });
});
