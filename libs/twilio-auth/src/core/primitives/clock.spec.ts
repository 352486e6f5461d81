import { getActiveResourcesInfo } from 'node:process';
import { describe, expect, it } from 'vitest';
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

  it('calls back once, after the delay', async () => {
    const started = systemClock.monotonicMs();
    await new Promise<void>((resolve) => systemClock.after(20, resolve));
    await new Promise<void>((resolve) => systemClock.hold(20, resolve));
    expect(systemClock.monotonicMs() - started).toBeGreaterThanOrEqual(38);
    expect(Math.abs(systemClock.wallMs() - Date.now())).toBeLessThan(1_000);
  });
});
