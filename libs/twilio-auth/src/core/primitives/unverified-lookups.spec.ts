import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { LookupLimit, UnverifiedLookups } from './unverified-lookups.js';

/** Lookups that end only when they are told to. */
function slowLookups() {
  const clock = new FakeClock();
  const ends: (() => void)[] = [];
  const lookUp = () => new Promise<undefined>((resolve) => ends.push(() => resolve(undefined)));
  const lookups = new UnverifiedLookups({ limit: new LookupLimit(), clock, lookUp });
  let id = 0;
  /** Asks for 100 other ids. */
  const flood = (): void => {
    for (let index = 0; index < 100; index += 1) void lookups.find(`id-${(id += 1)}`);
  };
  return { clock, ends, flood };
}

describe('the limit of lookups for requests that are not verified', () => {
  it('also covers lookups that nobody waits for any longer', async () => {
    const { clock, ends, flood } = slowLookups();
    for (let second = 0; second < 25; second += 1) {
      flood();
      await clock.advance(1000);
    }
    expect(ends).toHaveLength(80);
  });

  it('lets another one start when one of them ends, however late', async () => {
    const { clock, ends, flood } = slowLookups();
    flood();
    await clock.advance(10_000);
    for (const end of ends.slice(0, 3)) end();
    await clock.advance(0);
    flood();
    expect(ends).toHaveLength(83);
  });

  it('gives up on lookups that have not ended after 30 seconds, once', async () => {
    const { clock, ends, flood } = slowLookups();
    flood();
    await clock.advance(29_999);
    flood();
    expect(ends).toHaveLength(80);
    await clock.advance(1);
    flood();
    expect(ends).toHaveLength(160);
    for (const end of ends.slice(0, 80)) end();
    await clock.advance(0);
    flood();
    expect(ends).toHaveLength(160);
  });
});
