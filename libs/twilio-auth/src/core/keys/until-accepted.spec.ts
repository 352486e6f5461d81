import { expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { pause, pauseUntil } from './until-accepted.js';

const DAY_MS = 86_400_000;

it('A pause of months is made of days, since a longer timer would end at once', async () => {
  const clock = new FakeClock();
  const delays: number[] = [];
  clock.hold = (delayMs, callback) => {
    delays.push(delayMs);
    return clock.after(0, callback);
  };
  const done = pause(clock, 30 * DAY_MS + 5);
  for (let timer = 0; timer < 31; timer += 1) await clock.advance(1);
  await done;
  expect(Math.max(...delays)).toBe(DAY_MS);
  expect(delays.reduce((sum, delayMs) => sum + delayMs, 0)).toBe(30 * DAY_MS + 5);
});

it('A pause until a moment goes on where a timer ends before it', async () => {
  const clock = new FakeClock();
  const endMs = clock.wallMs() + 1_000;
  const hold = clock.hold.bind(clock);
  clock.hold = (delayMs, callback) => hold(Math.max(1, delayMs - 1), callback);
  let isOver = false;
  const done = pauseUntil(clock, endMs).then(() => (isOver = true));
  await clock.advance(999);
  expect(isOver).toBe(false);
  await clock.advance(1);
  await done;
  expect(clock.wallMs()).toBe(endMs);
  await pauseUntil(clock, endMs);
});
