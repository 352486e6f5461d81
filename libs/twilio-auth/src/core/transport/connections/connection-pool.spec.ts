import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rejectionOf } from '#test/support/thrown.js';
import { FakeClock } from '../../../testing/fake-clock.js';
import { ConnectionPool } from './connection-pool.js';

const never = () => () => {};
const time = { onWaitOver: never, onTimeout: never, onIdle: never };

/** A pool, and a server that answers when the test says so. */
async function open() {
  const waiting: (() => void)[] = [];
  const arrived: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    arrived.push(request);
    waiting.push(() => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = new FakeClock();
  const pool = new ConnectionPool({}, {}, { clock });
  onTestFinished(async () => {
    await Promise.all([pool.close(0), clock.advance(0)]);
    server.closeAllConnections();
    server.close();
  });
  const send = () =>
    pool.send(
      { origin, method: 'GET', path: '/', headers: [] },
      { maxBodyBytes: 100, time, account: '' },
    );
  const answer = async (): Promise<void> => {
    await expect.poll(() => waiting.length, { interval: 2 }).toBeGreaterThan(0);
    waiting.shift()?.();
  };
  return { pool, clock, send, answer, arrived };
}

describe('a pool that closes', () => {
  it('with nothing in flight is closed at once, and takes nothing any longer', async () => {
    const { pool, send, clock } = await open();
    await pool.close(1000);
    expect(clock.waiting).toEqual([]);
    expect(await rejectionOf(send())).toMatchObject({ code: 'UND_ERR_CLOSED', sent: 'no' });
  });

  it('is closed with the last answer, and waits no longer', async () => {
    const { pool, clock, send, answer } = await open();
    const call = send();
    const other = send();
    const closed = pool.close(1000);
    await answer();
    await answer();
    expect(await Promise.all([call, other])).toMatchObject([{ status: 200 }, { status: 200 }]);
    await closed;
    expect(clock.waiting).toEqual([]);
  });

  it('ends what is left after the shorter of two times', async () => {
    const { pool, clock, send, arrived } = await open();
    const call = rejectionOf(send());
    await expect.poll(() => arrived.length, { interval: 2 }).toBe(1);
    const closed = [pool.close(5000), pool.close(100)];
    await clock.advance(100);
    expect(await call).toMatchObject({ code: 'UND_ERR_DESTROYED', sent: 'unknown' });
    await Promise.all(closed);
    expect(clock.waiting).toEqual([]);
  });

  it('ends its first request, for which the HTTP client is still loaded', async () => {
    const { pool, clock, send, arrived } = await open();
    const call = rejectionOf(send());
    const closed = pool.close(100);
    await clock.advance(100);
    expect(await call).toMatchObject({ code: 'UND_ERR_DESTROYED', sent: 'no' });
    await closed;
    expect(arrived).toEqual([]);
  });
});
