import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.js';
import type { Clock } from '../../primitives/clock.js';
import { Closing } from '../connections/closing.js';
import { ExchangeFailure } from '../answers/failures.js';
import { CallDeadline, pause, RetryPolicy } from './retry-policy.js';

describe('the wait before a retry', () => {
  const policy = (random = 1) => new RetryPolicy(3, new FakeClock(), () => random);
  const answer = (status: number, body: unknown = {}, headers = {}) => ({ status, body, headers });

  it.each([
    ['a 429 without a body', 429, ''],
    ['a 429 without a code', 429, {}],
    ['a 429 whose code is null', 429, { code: null }],
    ['a 20429', 429, { code: 20429 }],
  ])('is as long for a write as for a read after %s', (_, status, body) => {
    for (const method of ['GET', 'POST']) {
      expect(policy().waitAfter(answer(status, body), method, 0)).toBe(200);
    }
  });

  it.each([
    ['the limit of a product', answer(429, { code: 60212 })],
    ['a success', answer(200)],
    ['a 404', answer(404)],
    ['a 501', answer(501)],
    ['a certificate', new ExchangeFailure('SELF_SIGNED_CERT_IN_CHAIN', 'no')],
    ['an answer in time that never came', new ExchangeFailure('TIMEOUT', 'no')],
  ])('does not exist after %s', (_, outcome) => {
    expect(policy().waitAfter(outcome, 'GET', 0)).toBeUndefined();
  });

  it('exists for a write only if nothing was sent', () => {
    const failed = (sent: 'no' | 'unknown' | 'yes') => new ExchangeFailure('ECONNRESET', sent);
    const after = (sent: 'no' | 'unknown' | 'yes', method: string) =>
      policy().waitAfter(failed(sent), method, 0);
    expect([after('no', 'POST'), after('unknown', 'POST'), after('yes', 'POST')]).toEqual([
      200,
      undefined,
      undefined,
    ]);
    expect([after('unknown', 'GET'), after('yes', 'HEAD')]).toEqual([200, 200]);
  });

  it('grows to three seconds, and ends after the last retry', () => {
    const six = new RetryPolicy(6, new FakeClock(), () => 1);
    const waits = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => six.waitAfter(answer(429), 'GET', at));
    expect(waits).toEqual([200, 400, 800, 1600, 3000, 3000, undefined, undefined]);
    expect(policy(0.5).waitAfter(answer(429), 'GET', 1)).toBe(200);
  });

  it.each([
    ['5', 0, 5000],
    ['5', 1, 7500],
    ['1', 1, 2000],
    ['1', 0.5, 1500],
    ['0', 0.5, 500],
  ])('is what Retry-After: %s asks for, and up to half longer (%s)', (seconds, random, ms) => {
    const outcome = answer(503, '', { 'retry-after': seconds });
    expect(policy(random).waitAfter(outcome, 'GET', 0)).toBe(ms);
  });
});

describe('the time of a call', () => {
  const timeoutMs = 1000;

  it('begins when it is first needed, and is that of all its tries', async () => {
    const clock = new FakeClock();
    const deadline = new CallDeadline(clock, timeoutMs);
    await clock.advance(400);
    expect(deadline.remainingMs()).toBe(1000);
    await clock.advance(400);
    expect(deadline.remainingMs()).toBe(600);
    deadline.onTimeout(() => {});
    deadline.onIdle(() => {});
    expect(clock.waiting).toEqual([600, 1000]);
    await clock.advance(700);
    expect(deadline.remainingMs()).toBe(0);
  });

  it('does not begin with a wait for a connection', async () => {
    const clock = new FakeClock();
    const deadline = new CallDeadline(clock, timeoutMs);
    const leave = deadline.onWaitOver(() => {});
    await clock.advance(999);
    leave();
    await clock.advance(1);
    expect(deadline.remainingMs()).toBe(1000);
  });

  it('stands still in a wait for a connection, also before a later try', async () => {
    const clock = new FakeClock();
    const deadline = new CallDeadline(clock, timeoutMs);
    expect(deadline.remainingMs()).toBe(1000);
    await clock.advance(300);
    const leave = deadline.onWaitOver(() => {});
    await clock.advance(900);
    leave();
    expect(deadline.remainingMs()).toBe(700);
    await clock.advance(200);
    expect(deadline.remainingMs()).toBe(500);
  });

  it('is as long again for the first wait for a connection', async () => {
    const clock = new FakeClock();
    const end = vi.fn();
    const deadline = new CallDeadline(clock, timeoutMs);
    deadline.remainingMs();
    deadline.onWaitOver(end);
    await clock.advance(999);
    expect(end).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(end).toHaveBeenCalledOnce();
  });

  it('is what a retry may wait for a connection, after as long again for all waits', async () => {
    const clock = new FakeClock();
    const deadline = new CallDeadline(clock, timeoutMs);
    const leaveFirst = deadline.onWaitOver(() => {});
    await clock.advance(700);
    leaveFirst();
    expect(deadline.remainingMs()).toBe(1000);
    await clock.advance(100);
    const end = vi.fn();
    const leave = deadline.onWaitOver(end);
    expect(clock.waiting).toEqual([300 + 900]);
    await clock.advance(500);
    leave();
    expect(deadline.remainingMs()).toBe(700);
    deadline.onWaitOver(end);
    expect(clock.waiting).toEqual([700]);
    await clock.advance(700);
    expect(end).toHaveBeenCalledOnce();
  });

  it('starts no timer for less than nothing after a wait in a blocked process', () => {
    const fake = new FakeClock();
    let blockedMs = 0;
    const clock: Clock = {
      wallMs: () => fake.wallMs(),
      monotonicMs: () => fake.monotonicMs() + blockedMs,
      after: (ms, callback) => fake.after(ms, callback),
      hold: (ms, callback) => fake.hold(ms, callback),
    };
    const deadline = new CallDeadline(clock, timeoutMs);
    const leave = deadline.onWaitOver(() => {});
    blockedMs = 5000;
    leave();
    deadline.onWaitOver(() => {});
    expect(fake.waiting).toEqual([1000]);
  });

  it('begins again where it is over, and only there', async () => {
    const clock = new FakeClock();
    const deadline = new CallDeadline(clock, timeoutMs);
    deadline.remainingMs();
    await clock.advance(999);
    deadline.restartIfOver();
    expect(deadline.remainingMs()).toBe(1);
    await clock.advance(500);
    deadline.restartIfOver();
    expect(deadline.remainingMs()).toBe(1000);
  });
});

const closed = { code: 'UND_ERR_CLOSED' };

describe('the pause between two tries', () => {
  it('ends after its time, and stops listening', async () => {
    const clock = new FakeClock();
    const closing = new Closing();
    const waiting = pause(1000, clock, closing);
    await clock.advance(1000);
    await waiting;
    closing.close();
    expect(clock.waiting).toEqual([]);
  });

  it('ends at once when the transport closes', async () => {
    const clock = new FakeClock();
    const closing = new Closing();
    const waiting = pause(1000, clock, closing);
    closing.close();
    await expect(waiting).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });

  it('does not start when the transport is already closed', async () => {
    const clock = new FakeClock();
    const closing = new Closing();
    closing.close();
    await expect(pause(1000, clock, closing)).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });
});
