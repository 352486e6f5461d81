import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { Rereading } from './rereading.js';

function rereading(look: () => Promise<boolean> = async () => true) {
  const clock = new FakeClock();
  let looks = 0;
  const again = new Rereading(clock, () => {
    looks += 1;
    return look();
  });
  return { again, clock, looks: () => looks };
}

describe('looking again after a refusal', () => {
  it('is one look for everybody who was refused meanwhile', async () => {
    const { again, looks } = rereading();
    const answers = await Promise.all(Array.from({ length: 50 }, () => again.now()));

    expect(new Set(answers)).toEqual(new Set([true]));
    expect(looks()).toBe(1);
  });

  it('happens once in thirty seconds', async () => {
    const { again, clock, looks } = rereading(async () => false);
    await again.now();
    await clock.advance(29_999);
    expect(await again.now()).toBe(false);
    expect(looks()).toBe(1);
    await clock.advance(1);
    await again.now();
    expect(looks()).toBe(2);
  });

  it('does not wait because something has just looked in the background', async () => {
    const { again, clock, looks } = rereading();
    await clock.advance(30_000);
    again.inBackground();
    await clock.advance(1);
    expect(await again.now()).toBe(true);
    expect(looks()).toBe(2);
  });

  it('brings no news when the source is gone for a moment', async () => {
    const { again, clock } = rereading(() => Promise.reject(new Error('ENOENT')));
    expect(await again.now()).toBe(false);
    await clock.advance(30_000);
    expect(await again.now()).toBe(false);
  });
});

describe('looking again in the background', () => {
  it('happens at most every thirty seconds, however many calls there are', async () => {
    const { again, clock, looks } = rereading();
    for (let second = 0; second < 90; second += 1) {
      again.inBackground();
      await clock.advance(1_000);
    }
    expect(looks()).toBe(2);
  });

  it('does not begin while a look is under way', async () => {
    let finish: ((news: boolean) => void) | undefined;
    const { again, clock, looks } = rereading(() => new Promise((resolve) => (finish = resolve)));
    await clock.advance(30_000);
    again.inBackground();
    await clock.advance(30_000);
    again.inBackground();
    const waiting = again.now();
    finish?.(true);

    expect(await waiting).toBe(true);
    expect(looks()).toBe(1);
  });
});
