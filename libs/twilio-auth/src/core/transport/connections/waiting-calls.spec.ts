import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { Exchange } from './exchange.js';
import { WaitingCalls } from './waiting-calls.js';

/** Node offers it only when it is asked to. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const never = () => () => {};
const noLimits = { onWaitOver: never, onTimeout: never, onIdle: never };

/** Calls by name, and how each of them failed. */
function useCalls(max: number) {
  const queue = new WaitingCalls(max);
  const names = new Map<Exchange, string>();
  const failed: string[] = [];
  const add = (account: string, name: string, limits = noLimits): Exchange => {
    const request = { origin: '', method: 'GET', path: '/', headers: [] };
    const reject = (failure: unknown): void => {
      failed.push(`${name} ${(failure as { code: string }).code}`);
    };
    const outcome = { resolve: vi.fn(), reject, onOver: vi.fn() };
    const call = new Exchange(request, { maxBodyBytes: 0, time: limits }, outcome);
    names.set(call, name);
    queue.add(call, account);
    return call;
  };
  const drain = (): (string | undefined)[] => {
    const order: (string | undefined)[] = [];
    for (let call = queue.next(); call !== undefined; call = queue.next())
      order.push(names.get(call));
    return order;
  };
  return { queue, add, drain, failed };
}

describe('waiting calls', () => {
  it('of one account leave in the order in which they came', () => {
    const { add, drain, queue } = useCalls(10);
    for (const name of ['1', '2', '3']) add('a', name);
    expect(drain()).toEqual(['1', '2', '3']);
    expect(queue.isEmpty).toBe(true);
  });

  it('of several accounts take turns', () => {
    const { add, drain } = useCalls(10);
    for (const name of ['a1', 'a2', 'a3', 'a4']) add('a', name);
    for (const name of ['b1', 'b2']) add('b', name);
    expect(drain()).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
  });

  it('that are over are skipped, and take up no room', () => {
    const { add, drain, queue } = useCalls(2);
    add('a', '1').end('TIMEOUT');
    add('b', '2').end('TIMEOUT');
    expect(queue.isEmpty).toBe(true);
    add('a', '3');
    add('a', '4');
    expect(drain()).toEqual(['3', '4']);
  });

  it('that are over are not kept until a connection is free', async () => {
    const { queue } = useCalls(10);
    const kept: WeakRef<Exchange>[] = [];
    for (let at = 0; at < 1000; at += 1) {
      const request = { origin: '', method: 'POST', path: '/', headers: [], body: 'x' };
      const limits = { maxBodyBytes: 0, time: noLimits };
      const ignore = (): void => {};
      const outcome = { resolve: ignore, reject: ignore, onOver: ignore };
      const call = new Exchange(request, limits, outcome);
      queue.add(call, 'a');
      call.end('queue-timeout');
      kept.push(new WeakRef(call));
    }
    await new Promise(setImmediate);
    collectGarbage();
    expect(kept.filter((call) => call.deref() !== undefined).length).toBeLessThanOrEqual(66);
    expect(queue.isEmpty).toBe(true);
  });

  it('still leave in order when many of the others are over', () => {
    const { add, drain } = useCalls(1000);
    const calls = Array.from({ length: 300 }, (_, at) => add('a', `${at}`));
    for (const [at, call] of calls.entries()) if (at % 100 !== 0) call.end('queue-timeout');
    expect(drain()).toEqual(['0', '100', '200']);
  });

  it('are rejected when there are too many', async () => {
    const { add, drain, failed } = useCalls(2);
    for (const name of ['1', '2', '3']) add('a', name);
    await Promise.resolve();
    expect(failed).toEqual(['3 queue-full']);
    expect(drain()).toEqual(['1', '2']);
  });

  it('of the account with the most of them make room for the others', async () => {
    const { add, drain, failed } = useCalls(4);
    for (const name of ['a1', 'a2', 'a3', 'a4']) add('a', name);
    for (const name of ['b1', 'b2', 'b3']) add('b', name);
    await Promise.resolve();
    expect(failed).toEqual(['a4 queue-full', 'a3 queue-full', 'b3 queue-full']);
    expect(drain()).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  it('end together, and none of them waits for its limit any longer', async () => {
    const { add, queue, failed } = useCalls(4);
    const cancel = vi.fn();
    add('a', '1', { ...noLimits, onWaitOver: () => cancel });
    add('b', '2', { ...noLimits, onWaitOver: () => cancel });
    queue.endAll('UND_ERR_DESTROYED');
    await Promise.resolve();
    expect(failed).toEqual(['1 UND_ERR_DESTROYED', '2 UND_ERR_DESTROYED']);
    expect(cancel).toHaveBeenCalledTimes(2);
    expect(queue.isEmpty).toBe(true);
  });
});
