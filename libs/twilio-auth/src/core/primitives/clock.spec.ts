import { getActiveResourcesInfo } from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.js';

const keptAlive = (): number =>
  getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('The system clock', () => {
  it('keeps the process alive with hold(), until it is cancelled', () => {
    const before = keptAlive();
    const cancel = systemClock.hold(60_000, () => undefined);
    expect(keptAlive()).toBe(before + 1);
    cancel();
    expect(keptAlive()).toBe(before);
  });

  it('does not keep the process alive with after()', () => {
    const before = keptAlive();
    const cancel = systemClock.after(60_000, () => undefined);
    expect(keptAlive()).toBe(before);
    cancel();
  });

  describe('at a given time', () => {
    beforeEach(() => {
      vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it.each(['after', 'hold'] as const)(
      'calls back once, when the delay of %s() is over',
      (wait) => {
        const callback = vi.fn();
        systemClock[wait](20, callback);
        vi.advanceTimersByTime(19);
        expect(callback).not.toHaveBeenCalled();
        vi.advanceTimersByTime(1);
        expect(callback).toHaveBeenCalledOnce();
        vi.advanceTimersByTime(1_000);
        expect(callback).toHaveBeenCalledOnce();
      },
    );

    it.each(['after', 'hold'] as const)('does not call back after %s() is cancelled', (wait) => {
      const callback = vi.fn();
      systemClock[wait](20, callback)();
      vi.advanceTimersByTime(1_000);
      expect(callback).not.toHaveBeenCalled();
    });

    it('reads the time of day in milliseconds, and the time that has passed', () => {
      const started = systemClock.monotonicMs();
      expect(systemClock.wallMs()).toBe(Date.UTC(2026, 0, 1));
      vi.advanceTimersByTime(20);
      expect(systemClock.wallMs()).toBe(Date.UTC(2026, 0, 1) + 20);
      expect(systemClock.monotonicMs() - started).toBeCloseTo(20);
    });
  });
});
