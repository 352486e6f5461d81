import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventLog, OAuthStrategy } from '#test/support/oauth-fixture.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';
import type { TokenStore } from '../config/token-store.js';

const endpoint = useTokenEndpoint();
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock();
});

/** A store in which these methods are broken. */
function broken(changes: Partial<TokenStore>): { strategy: OAuthStrategy; events: EventLog } {
  const tokenStore = Object.assign(new MemoryTokenStore(clock), changes);
  return oauthFactory(endpoint, {}, { clock, tokenStore });
}

const failure = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('redis://:hunter2@host'), { code: 'ECONNREFUSED' }));
const silence = (): Promise<never> => new Promise(() => undefined);

describe('A broken store', () => {
  it.each(['get', 'set', 'lock'] as const)(
    'costs one direct request and one event when %s fails',
    async (operation) => {
      const { strategy, events } = broken({ [operation]: failure });
      expect(await strategy.authorization()).toBe('Bearer token-1');
      expect(endpoint.requests).toHaveLength(1);
      expect(events.of('store.failed')).toEqual([
        { account: 'default', operation, reason: 'ECONNREFUSED' },
      ]);
    },
  );

  it.each(['get', 'set', 'lock'] as const)(
    'delays a caller by 250 ms in total when %s does not answer',
    async (operation) => {
      const asked = vi.fn(silence);
      const { strategy, events } = broken({ [operation]: asked });
      const header = strategy.authorization();
      const settled = vi.fn();
      void header.then(settled);
      await vi.waitUntil(() => asked.mock.calls.length === 1);
      await clock.advance(249);
      expect(settled).not.toHaveBeenCalled();
      expect(events.of('store.failed')).toEqual([]);
      await clock.advance(1);
      expect(await header).toBe('Bearer token-1');
      expect(events.of('store.failed')).toMatchObject([{ operation, reason: 'timeout' }]);
      expect(clock.waiting).toEqual([]);
    },
  );

  it.each(['x', '', 'v1.AAAA', '{"access_token":"evil"}'])(
    'is overwritten when it holds garbage: %j',
    async (garbage) => {
      const tokenStore = new MemoryTokenStore(clock);
      await oauthFactory(endpoint, {}, { clock, tokenStore }).strategy.authorization();
      const [key = ''] = tokenStore.keys();
      await tokenStore.set(key, garbage, 1_000_000);
      const { strategy, events } = oauthFactory(endpoint, {}, { clock, tokenStore });
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(events.of('store.failed')).toMatchObject([{ operation: 'get', reason: 'garbage' }]);
      const third = oauthFactory(endpoint, {}, { clock, tokenStore }).strategy;
      expect(await third.authorization()).toBe('Bearer token-2');
    },
  );

  it.each([null, 5, {}, Buffer.from('x')])(
    'is ignored when it answers with something that is not text: %j',
    async (answer) => {
      const { strategy } = broken({ get: async () => answer as unknown as string });
      expect(await strategy.authorization()).toBe('Bearer token-1');
    },
  );

  it('may throw instead of rejecting', async () => {
    const get = (): never => {
      throw new TypeError('not connected');
    };
    const { strategy, events } = broken({ get });
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(events.of('store.failed')).toMatchObject([{ reason: 'TypeError' }]);
  });

  it.each(['redis://:hunter2@host', undefined, { password: 'hunter2' }])(
    'may reject with a value that is not an error, which the event does not repeat: %j',
    async (thrown) => {
      const get = async (): Promise<never> => {
        throw thrown;
      };
      const { strategy, events } = broken({ get });
      expect(await strategy.authorization()).toBe('Bearer token-1');
      expect(events.of('store.failed')).toEqual([
        { account: 'default', operation: 'get', reason: 'unknown' },
      ]);
    },
  );

  it.each<[string, TokenStore['set']]>([
    ['fails', failure],
    ['does not answer', silence],
  ])('has its lock released when set %s', async (_, set) => {
    const tokenStore = Object.assign(new MemoryTokenStore(clock), { set: vi.fn(set) });
    const { strategy } = oauthFactory(endpoint, {}, { clock, tokenStore });
    const header = strategy.authorization();
    await vi.waitUntil(() => tokenStore.set.mock.calls.length === 1);
    await clock.advance(250);
    expect(await header).toBe('Bearer token-1');
    expect(tokenStore.keys()).toEqual([]);
  });

  it('delays nobody when the lock cannot be released either', async () => {
    const release = vi.fn(silence);
    const { strategy, events } = broken({ set: failure, lock: async () => release });
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(release).toHaveBeenCalledTimes(1);
    await clock.advance(250);
    expect(events.of('store.failed')).toMatchObject([{ operation: 'set' }]);
  });

  it('gets a lock back that it granted too late', async () => {
    let grant: ((release: () => Promise<void>) => void) | undefined;
    const lock = (): Promise<() => Promise<void>> =>
      new Promise((resolve) => {
        grant = resolve;
      });
    const { strategy } = broken({ lock });
    const header = strategy.authorization();
    await vi.waitUntil(() => grant !== undefined);
    await clock.advance(250);
    await header;
    const release = vi.fn(async () => {});
    grant?.(release);
    await vi.waitFor(() => expect(release).toHaveBeenCalledOnce());
  });
});
