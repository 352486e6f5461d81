import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import { PauseClock } from '#test/support/pause-clock.js';
import { seededRandom } from '#test/support/seeded-random.js';
import { TestCredential } from '#test/support/test-credential.js';
import { rejectionOf } from '#test/support/thrown.js';
import { AUTHORIZATION, request, useLoopback } from './loopback.js';

const post = { method: 'post', data: { Body: 'x' } };

/** Records what Node warns of until the test ends. */
function watchWarnings(): string[] {
  const warnings: string[] = [];
  const record = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', record);
  onTestFinished(() => void process.off('warning', record));
  return warnings;
}

describe('calls that wait for a connection', () => {
  const loopback = useLoopback();

  it('are not sent when there are too many, and say that they were not', async () => {
    const { server, credential, open } = loopback;
    server.answer(() => {});
    const transport = open({ http: { connections: 1, maxQueued: 2 } });
    const calls = Array.from({ length: 4 }, () =>
      rejectionOf(request(transport, credential, post)),
    );
    await server.received(1);
    expect(await calls[3]).toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
      reason: 'queue-full',
      sent: 'no',
      retryable: true,
      hint: expect.stringContaining('http.maxQueued') as string,
    });
    await transport.close(0);
    const [sent, ...waiting] = await Promise.all(calls.slice(0, 3));
    expect(sent).toMatchObject({ reason: 'UND_ERR_DESTROYED', sent: 'unknown' });
    expect(waiting).toMatchObject([{ sent: 'no' }, { sent: 'no' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('end with a reason of their own, and are not sent later', async () => {
    const { server, credential, open } = loopback;
    const clock = new FakeClock();
    const transport = open({ clock, http: { connections: 1, retries: 0 } });
    server.answer(() => {}, { body: { sid: 'SM1' } });
    const first = rejectionOf(
      request(transport, credential, { timeout: 60_000, params: { at: 1 } }),
    );
    await server.received(1);
    const waiting = [2, 3].map((at) =>
      rejectionOf(request(transport, credential, { ...post, params: { at } })),
    );
    await vi.waitFor(() => expect(clock.waiting).toHaveLength(3));
    await clock.advance(30_000);
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({ reason: 'queue-timeout', sent: 'no', retryable: true });
      expect(error['hint']).not.toContain('http.timeoutMs');
    }
    await clock.advance(30_000);
    expect(await first).toMatchObject({ reason: 'TIMEOUT' });
    expect(await request(transport, credential)).toMatchObject({ body: { sid: 'SM1' } });
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/2010-04-01/Accounts.json?at=1',
      '/2010-04-01/Accounts.json',
    ]);
  });

  it('have all of their own time once they have a connection', async () => {
    const { server, credential, open } = loopback;
    const clock = new FakeClock();
    const transport = open({ clock, http: { connections: 1, retries: 0 } });
    server.answer(() => {});
    const first = rejectionOf(request(transport, credential));
    await server.received(1);
    await clock.advance(20_000);
    const second = rejectionOf(request(transport, credential));
    await clock.advance(10_000);
    expect(await first).toMatchObject({ reason: 'TIMEOUT' });
    await server.received(2);
    await clock.advance(29_999);
    expect(clock.waiting).toEqual([1]);
    await clock.advance(1);
    expect(await second).toMatchObject({ reason: 'TIMEOUT', sent: 'unknown' });
  });

  it('keep the rest of their time where a retry waits for a connection again', async () => {
    const { server, credential, open } = loopback;
    const clock = new PauseClock();
    const transport = open({ clock, http: { connections: 1 }, random: () => 0 });
    server.answer({ status: 429, headers: { 'retry-after': '1' } }, () => {});
    const first = rejectionOf(request(transport, credential, post));
    await vi.waitFor(() => expect(clock.pauses).toEqual([1_000]));
    const second = rejectionOf(request(transport, credential, post));
    await server.received(2);
    await clock.advance(1_000);
    expect(clock.waiting).toEqual([29_000, 30_000]);
    await clock.advance(29_000);
    expect(await second).toMatchObject({ reason: 'TIMEOUT' });
    await server.received(3);
    // Of thirty seconds, the pause alone is over.
    expect(clock.waiting).toEqual([29_000]);
    await clock.advance(29_000);
    expect(await first).toMatchObject({ reason: 'TIMEOUT' });
  });

  it('take turns by account', async () => {
    const { server, open } = loopback;
    const transport = open({ http: { connections: 1 } });
    const as = (accountName: string): Promise<unknown> => {
      const credential = Object.assign(new TestCredential(AUTHORIZATION), { accountName });
      return request(transport, credential, { params: { accountName } });
    };
    const burst = Array.from({ length: 50 }, () => as('burst'));
    const other = Array.from({ length: 3 }, () => as('other'));
    await Promise.all([...burst, ...other]);
    const order = server.requests.map(({ url }) =>
      new URL(url, 'http://h').searchParams.get('accountName'),
    );
    expect(order.slice(0, 8).filter((name) => name === 'other')).toHaveLength(3);
    expect(order).toHaveLength(53);
  });
});

describe('a crowd that is asked to wait', () => {
  const loopback = useLoopback();
  const busy = { status: 429, headers: { 'retry-after': '5' }, body: { code: 20429, status: 429 } };

  it('comes back spread out, never early, and without a warning of a leak', async () => {
    const warnings = watchWarnings();
    const { server, credential, open } = loopback;
    const clock = new PauseClock();
    const transport = open({ clock, random: seededRandom(7) });
    server.answer((_, response) => {
      response.writeHead(429, { 'retry-after': '5', 'content-type': 'application/json' });
      response.end(JSON.stringify(busy.body));
    });
    const calls = Array.from({ length: 300 }, () => request(transport, credential, post));
    await vi.waitFor(() => expect(clock.pauses).toHaveLength(300), { timeout: 10_000 });
    const waits = clock.pauses;
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5000);
    const together = waits.map(
      (from) => waits.filter((ms) => ms >= from && ms < from + 100).length,
    );
    expect(Math.max(...together)).toBeLessThan(60);
    server.answer({ status: 201 });
    await clock.advance(7500);
    expect(new Set((await Promise.all(calls)).map(({ statusCode }) => statusCode))).toEqual(
      new Set([201]),
    );
    expect(warnings).toEqual([]);
  });
});
