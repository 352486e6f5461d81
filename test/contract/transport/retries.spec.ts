import { describe, expect, it, vi } from 'vitest';
import { PauseClock } from '#test/support/pause-clock.js';
import { startRecordingServer, type Answer } from '#test/support/recording-server.js';
import { rejectionOf } from '#test/support/thrown.js';
import { request, useLoopback } from './loopback.js';

const busy = (code?: number, headers = {}): Answer => ({
  status: 429,
  headers,
  body: code === undefined ? 'Too many' : { code, message: 'Too many', status: 429 },
});
const fine: Answer = { body: { sid: 'SM1' } };
const post = { method: 'post', data: { Body: 'x' } };
const soon = { interval: 2, timeout: 10_000 };

describe('a retry', () => {
  const loopback = useLoopback();
  const open = (clock: PauseClock, http = {}, random = () => 1) =>
    loopback.open({ clock, http, random });

  /** The pauses of one call before it settles, in milliseconds. */
  async function waits(clock: PauseClock, call: Promise<unknown>): Promise<number[]> {
    const state = { settled: false };
    const done = call.finally(() => {
      state.settled = true;
    });
    done.catch(() => {});
    for (let seen = 0; !state.settled; seen += 1) {
      await vi.waitFor(() => expect(state.settled || clock.pauses.length > seen).toBe(true), soon);
      if (!state.settled) await clock.advance(clock.pauses[seen] ?? 0);
    }
    await done;
    return clock.pauses;
  }

  it.each([
    ['a 20429', busy(20429)],
    ['a 429 that is not JSON', busy()],
    ['a 429 without a code', { status: 429, body: { message: 'Too many' } }],
  ])('follows %s, for any method', async (_, answer) => {
    const clock = new PauseClock();
    loopback.server.answer(answer, answer, fine);
    expect(await waits(clock, request(open(clock), loopback.credential, post))).toEqual([200, 400]);
    expect(loopback.server.requests.map(({ body }) => body)).toEqual([
      'Body=x',
      'Body=x',
      'Body=x',
    ]);
  });

  it('never waits for less than Retry-After says, in seconds or as a date', async () => {
    const clock = new PauseClock();
    const date = new Date(clock.wallMs() + 9_000).toUTCString();
    loopback.server.answer(
      busy(20429, { 'retry-after': '5' }),
      busy(20429, { 'retry-after': date }),
      fine,
    );
    const transport = open(clock, {}, () => 0);
    expect(await waits(clock, request(transport, loopback.credential, post))).toEqual([5000, 4000]);
  });

  it('does not wait beyond the deadline of the call', async () => {
    const clock = new PauseClock();
    loopback.server.answer(busy(20429, { 'retry-after': '30' }), fine);
    // Not even where the wait would end just then.
    for (const random of [() => 1, () => 0]) {
      const answer = await request(open(clock, {}, random), loopback.credential, post);
      expect(answer).toMatchObject({ statusCode: 429 });
      loopback.server.answer(busy(20429, { 'retry-after': '30' }), fine);
    }
    expect(loopback.server.requests).toHaveLength(2);
  });

  it('is the last one after three, and its answer is returned', async () => {
    const clock = new PauseClock();
    loopback.server.answer(busy(20429));
    const call = request(open(clock), loopback.credential, post);
    expect(await waits(clock, call)).toEqual([200, 400, 800]);
    expect(await call).toMatchObject({ statusCode: 429, body: { code: 20429 } });
  });

  it('waits for three seconds at most, where it is not asked to wait for longer', async () => {
    const clock = new PauseClock();
    loopback.server.answer(busy(20429));
    const call = request(open(clock, { retries: 7 }), loopback.credential, post);
    expect(await waits(clock, call)).toEqual([200, 400, 800, 1600, 3000, 3000, 3000]);
  });

  it('never follows the rate limit of a product, or anything with `retries: 0`', async () => {
    const clock = new PauseClock();
    loopback.server.answer(busy(60212));
    expect(await request(open(clock), loopback.credential, post)).toMatchObject({
      statusCode: 429,
    });
    loopback.server.answer(busy(20429));
    const off = open(clock, { retries: 0 });
    expect(await request(off, loopback.credential, post)).toMatchObject({ statusCode: 429 });
    expect(loopback.server.requests).toHaveLength(2);
  });

  it.each([500, 502, 503, 504])('follows a %i to a read, but not to a write', async (status) => {
    const clock = new PauseClock();
    loopback.server.answer({ status }, fine);
    await waits(clock, request(open(clock), loopback.credential));
    expect(loopback.server.requests).toHaveLength(2);
    loopback.server.answer({ status }, fine);
    const answer = await request(open(clock), loopback.credential, post);
    expect(answer).toMatchObject({ statusCode: status });
    expect(loopback.server.requests).toHaveLength(3);
  });

  it('follows a broken connection for a read, but not for a write that was sent', async () => {
    const clock = new PauseClock();
    const breaks: Answer = (message) => void message.socket.destroy();
    loopback.server.answer(breaks, fine);
    await waits(clock, request(open(clock), loopback.credential));
    expect(loopback.server.requests).toHaveLength(2);
    loopback.server.answer(breaks, fine);
    const error = await rejectionOf(request(open(clock), loopback.credential, post));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED', method: 'POST' });
    expect(loopback.server.requests).toHaveLength(3);
  });

  it('follows a refused connection even for a write, because nothing was sent', async () => {
    const clock = new PauseClock();
    const gone = await startRecordingServer();
    await gone.close();
    const transport = loopback.open({ clock, apiBaseUrl: gone.origin, random: () => 1 });
    const call = request(transport, loopback.credential, post);
    const seen = waits(clock, call);
    expect(await rejectionOf(call)).toMatchObject({ reason: 'ECONNREFUSED', retryable: true });
    expect(await seen.catch(() => 'failed too')).toBe('failed too');
  });
});
