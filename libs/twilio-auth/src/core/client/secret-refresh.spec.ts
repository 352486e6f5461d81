import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { SecretRefresh } from './secret-refresh.js';

function secretRefresh(reload: () => Promise<boolean> = async () => true) {
  const clock = new FakeClock();
  let reads = 0;
  const refresh = new SecretRefresh(clock, () => {
    reads += 1;
    return reload();
  });
  return { refresh, clock, reads: () => reads };
}

describe('a refresh after a rejected credential', () => {
  it('reads the source once for all concurrent callers', async () => {
    const { refresh, reads } = secretRefresh();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh.refreshNow()));

    expect(new Set(answers)).toEqual(new Set([true]));
    expect(reads()).toBe(1);
  });

  it('happens at most once in thirty seconds', async () => {
    const { refresh, clock, reads } = secretRefresh(async () => false);
    await refresh.refreshNow();
    await clock.advance(29_999);
    expect(await refresh.refreshNow()).toBe(false);
    expect(reads()).toBe(1);
    await clock.advance(1);
    await refresh.refreshNow();
    expect(reads()).toBe(2);
  });

  it('happens also shortly after a background refresh', async () => {
    const { refresh, clock, reads } = secretRefresh();
    await clock.advance(30_000);
    refresh.refreshInBackground();
    await clock.advance(1);
    expect(await refresh.refreshNow()).toBe(true);
    expect(reads()).toBe(2);
  });

  it('changes nothing when the source fails', async () => {
    const { refresh, clock } = secretRefresh(() => Promise.reject(new Error('ENOENT')));
    expect(await refresh.refreshNow()).toBe(false);
    await clock.advance(30_000);
    expect(await refresh.refreshNow()).toBe(false);
  });
});

describe('a background refresh', () => {
  it('happens at most every thirty seconds, however many calls there are', async () => {
    const { refresh, clock, reads } = secretRefresh();
    for (let second = 0; second < 90; second += 1) {
      refresh.refreshInBackground();
      await clock.advance(1_000);
    }
    expect(reads()).toBe(2);
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
    expect(reads()).toBe(1);
  });
});
