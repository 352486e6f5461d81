import { EventEmitter } from 'node:events';
import type { Client } from 'undici';
import { describe, expect, it, vi } from 'vitest';
import { startExchange } from '#test/support/started-exchange.js';
import { FakeClock } from '../../../testing/fake-clock.js';
import { HostConnections } from './host-connections.js';

/** The part of undici's client that the connections use; it opens nothing. */
class FakeClient extends EventEmitter {
  readonly calls: unknown[] = [];
  isDestroyed = false;

  constructor(
    _origin: string,
    readonly options: { connect(options: object, onConnection: () => void): void },
  ) {
    super();
  }

  dispatch(_request: object, call: unknown): void {
    this.calls.push(call);
  }

  /** As undici does for the first request. */
  startToOpen(): void {
    this.options.connect({ protocol: 'https:', hostname: 'a.b', port: '' }, () => {});
  }

  async destroy(): Promise<void> {
    this.isDestroyed = true;
  }
}

function open(connections: number) {
  const clients: FakeClient[] = [];
  class Recorded extends FakeClient {
    constructor(...args: ConstructorParameters<typeof FakeClient>) {
      super(...args);
      clients.push(this);
    }
  }
  const clock = new FakeClock();
  const onUnused = vi.fn();
  const UndiciClient = Recorded as unknown as typeof Client;
  const deps = { UndiciClient, connect: () => () => {}, clock, connections, maxQueued: 9 };
  const host = new HostConnections('https://a.b', deps, onUnused);
  /** Adds a call, and returns what its server does. */
  const call = () => {
    const { exchange, begin, answer, complete, outcome } = startExchange();
    host.add(exchange, '');
    const finish = async (): Promise<void> => {
      begin();
      answer();
      complete();
      await Promise.resolve();
    };
    /** The client that carries it. */
    const at = (): number => clients.findIndex(({ calls }) => calls.includes(exchange));
    return { exchange, begin, finish, at, outcome };
  };
  const destroyed = (): boolean[] => clients.map(({ isDestroyed }) => isDestroyed);
  return { host, clients, clock, onUnused, call, destroyed };
}

describe('the connections to a host', () => {
  it('are at most as many as they may be, and the next call gets the first that is free', async () => {
    const { call, clients } = open(2);
    const [first, second, third] = [call(), call(), call()];
    expect([first.at(), second.at(), third.at()]).toEqual([0, 1, -1]);
    await second.finish();
    expect(third.at()).toBe(1);
    expect(clients).toHaveLength(2);
  });

  it('are used again, the most recently used one first', async () => {
    const { call } = open(3);
    const [first, second] = [call(), call()];
    await second.finish();
    await first.finish();
    expect([call().at(), call().at(), call().at()]).toEqual([0, 1, 2]);
  });

  it('are not used again after a call was given up before it was sent', async () => {
    const { call, destroyed, onUnused } = open(1);
    const [first, second] = [call(), call()];
    first.exchange.end('TIMEOUT');
    await Promise.resolve();
    expect(destroyed()).toEqual([true, false]);
    expect(second.at()).toBe(1);
    expect(onUnused).not.toHaveBeenCalled();
  });

  it.each(['disconnect', 'connectionError'])(
    'are forgotten after a %s, unless busy',
    async (event) => {
      const { call, clients, destroyed, onUnused } = open(1);
      const busy = call();
      clients[0]!.emit(event);
      expect(destroyed()).toEqual([false]);
      await busy.finish();
      clients[0]!.emit(event);
      expect(destroyed()).toEqual([true]);
      expect(onUnused).toHaveBeenCalledOnce();
      clients[0]!.emit(event);
      expect(onUnused).toHaveBeenCalledOnce();
      expect(call().at()).toBe(1);
    },
  );

  it('are in use while any of them is left', async () => {
    const { call, clients, onUnused } = open(2);
    const [first, second] = [call(), call()];
    await first.finish();
    await second.finish();
    clients[0]!.emit('disconnect');
    expect(onUnused).not.toHaveBeenCalled();
    expect(call().at()).toBe(1);
  });

  it('end together with their calls, and those that wait', async () => {
    const { host, call, destroyed } = open(1);
    const [sent, waiting] = [call(), call()];
    sent.begin();
    await host.destroy();
    expect(destroyed()).toEqual([true]);
    expect(waiting.outcome.reject.mock.calls).toMatchObject([[{ code: 'UND_ERR_DESTROYED' }]]);
  });
});

describe('a connection that is slow to open', () => {
  async function openSlowly() {
    const opened = open(1);
    const [slow, waiting] = [opened.call(), opened.call()];
    opened.clients[0]!.startToOpen();
    await opened.clock.advance(999);
    expect(waiting.at()).toBe(-1);
    await opened.clock.advance(1);
    return { ...opened, slow, waiting };
  }

  it('holds nobody up, and is closed after its call if there is another one', async () => {
    const { slow, waiting, call, destroyed } = await openSlowly();
    expect(waiting.at()).toBe(1);
    const next = call();
    await slow.finish();
    expect(destroyed()).toEqual([true, false]);
    // One is still as many as there may be.
    expect(next.at()).toBe(-1);
    await waiting.finish();
    expect(next.at()).toBe(1);
  });

  it('is kept after its call if there is no other one', async () => {
    const { slow, waiting, call, clients, destroyed } = await openSlowly();
    await waiting.finish();
    clients[1]!.emit('disconnect');
    await slow.finish();
    expect(destroyed()).toEqual([false, true]);
    expect([call().at(), call().at()]).toEqual([0, -1]);
  });

  it('is slow once, however often it has to be opened', async () => {
    const { call, clients, clock } = await openSlowly();
    clients[0]!.startToOpen();
    await clock.advance(1000);
    expect(call().at()).toBe(-1);
    expect(clients).toHaveLength(2);
  });
});
