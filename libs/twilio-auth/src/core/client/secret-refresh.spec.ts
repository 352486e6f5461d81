import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { SecretRefresh } from './secret-refresh.js';

const same = async (): Promise<boolean> => false;

function secretRefresh(
  reload: () => Promise<boolean> = async () => true,
  source: 'file' | 'function' = 'file',
) {
  const clock = new FakeClock();
  const reads: number[] = [];
  const refresh = new SecretRefresh(
    clock,
    () => {
      reads.push(clock.monotonicMs());
      return reload();
    },
    source,
  );
  return { refresh, clock, reads };
}

describe('a refresh after a refused credential', () => {
  it('reads the source once for all concurrent callers', async () => {
    const { refresh, reads } = secretRefresh();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh.refreshNow()));

    expect(new Set(answers)).toEqual(new Set([true]));
    expect(reads).toHaveLength(1);
  });

  it('is repeated after a second for all who wait when it found nothing new', async () => {
    let found = false;
    const { refresh, clock, reads } = secretRefresh(async () => found);
    const first = refresh.refreshNow();
    await clock.advance(500);
    const second = refresh.refreshNow();
    found = true;
    await clock.advance(499);
    expect(reads).toEqual([0]);
    await clock.advance(1);
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(reads).toEqual([0, 1_000]);
    expect(clock.waiting).toEqual([]);
  });

  it('is repeated a second after one that found half of a secret', async () => {
    const { refresh, clock, reads } = secretRefresh(async () => true);
    await refresh.refreshNow();
    const again = refresh.refreshNow();
    await clock.advance(1_000);
    expect(await again).toBe(true);
    expect(reads).toEqual([0, 1_000]);
  });

  it('calls a function after 1, 2, 4, 8, 16 and then every 30 seconds while it has nothing new', async () => {
    const { refresh, clock, reads } = secretRefresh(same, 'function');
    for (let ms = 0; ms <= 130_000; ms += 500) {
      void refresh.refreshNow();
      await clock.advance(500);
    }
    expect(reads).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000, 121_000]);
  });

  it('calls a function once, and makes nobody wait for the next call', async () => {
    const { refresh, clock, reads } = secretRefresh(same, 'function');
    expect(await refresh.refreshNow()).toBe(false);
    await clock.advance(999);
    expect(await refresh.refreshNow()).toBe(false);
    expect(reads).toEqual([0]);
    expect(clock.waiting).toEqual([]);
    await clock.advance(1);
    expect(await refresh.refreshNow()).toBe(false);
    expect(reads).toEqual([0, 1_000]);
  });

  it('makes nobody wait for a file where the refusal may have another cause', async () => {
    const { refresh, clock, reads } = secretRefresh(same);
    expect(await refresh.refreshNow(false)).toBe(false);
    expect(clock.waiting).toEqual([]);
    const waiting = refresh.refreshNow();
    expect(await refresh.refreshNow(false)).toBe(false);
    await clock.advance(1_000);
    expect(await waiting).toBe(false);
    expect(reads).toEqual([0, 1_000]);
  });

  it('makes nobody wait after the second one that found nothing new', async () => {
    const { refresh, clock } = secretRefresh(same);
    const first = refresh.refreshNow();
    await clock.advance(1_000);
    expect(await first).toBe(false);
    expect(await refresh.refreshNow()).toBe(false);
    expect(clock.waiting).toEqual([]);
  });

  it('reads a file every second while it has nothing new', async () => {
    const { refresh, clock, reads } = secretRefresh(same);
    for (let ms = 0; ms < 5_000; ms += 100) {
      void refresh.refreshNow();
      await clock.advance(100);
    }
    expect(reads).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  });

  it('starts over once it found something new, and after half a minute without a refusal', async () => {
    let found = false;
    const { refresh, clock, reads } = secretRefresh(async () => found, 'function');
    const refuseUntil = async (ms: number): Promise<void> => {
      for (; clock.monotonicMs() < ms; await clock.advance(500)) void refresh.refreshNow();
    };
    await refuseUntil(5_000);
    found = true;
    await refuseUntil(7_500);
    found = false;
    await refuseUntil(12_000);
    await clock.advance(30_000);
    await refuseUntil(44_000);
    expect(reads).toEqual([0, 1_000, 3_000, 7_000, 8_000, 9_000, 11_000, 42_000, 43_000]);
  });

  it('happens also shortly after a background refresh', async () => {
    const { refresh, clock, reads } = secretRefresh();
    await clock.advance(30_000);
    refresh.refreshInBackground();
    await clock.advance(1);
    expect(await refresh.refreshNow()).toBe(true);
    expect(reads).toHaveLength(2);
  });

  it('changes nothing when the source fails, and is repeated', async () => {
    const { refresh, clock, reads } = secretRefresh(() => Promise.reject(new Error('ENOENT')));
    const refreshed = refresh.refreshNow();
    await clock.advance(1_000);
    expect(await refreshed).toBe(false);
    expect(reads).toHaveLength(2);
  });
});

describe('a background refresh', () => {
  it('happens at most every thirty seconds, however many calls there are', async () => {
    const { refresh, clock, reads } = secretRefresh();
    for (let second = 0; second < 90; second += 1) {
      refresh.refreshInBackground();
      await clock.advance(1_000);
    }
    expect(reads).toEqual([30_000, 60_000]);
  });

  it('does not start while another refresh is running', async () => {
    let finish: ((isNew: boolean) => void) | undefined;
    const { refresh, clock, reads } = secretRefresh(
      () => new Promise((resolve) => (finish = resolve)),
    );
    await clock.advance(30_000);
    refresh.refreshInBackground();
    await clock.advance(30_000);
    refresh.refreshInBackground();
    const waiting = refresh.refreshNow();
    finish?.(true);

    expect(await waiting).toBe(true);
    expect(reads).toHaveLength(1);
  });
});
