import { EventEmitter } from 'node:events';
import type { Client } from 'undici';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.js';
import { Connection } from './connection.js';
import type { Connect } from './connect.js';

/** The part of undici's client that a connection uses. */
class FakeClient extends EventEmitter {
  constructor(
    readonly origin: string,
    readonly options: Client.Options,
  ) {
    super();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

function open() {
  const clock = new FakeClock();
  const giveUp = vi.fn();
  const connect = vi.fn<Connect>(() => giveUp);
  const events = { onSlow: vi.fn(), onClosed: vi.fn() };
  const deps = { UndiciClient: FakeClient as unknown as typeof Client, connect, clock };
  const connection = new Connection('https://api.twilio.com', deps, events);
  const client = connection.client as unknown as FakeClient;
  const start = (onConnection = vi.fn(), more = {}) => {
    const options = { protocol: 'https:', hostname: 'api.twilio.com', port: '', ...more };
    (client.options.connect as (...args: unknown[]) => void)(options, onConnection);
  };
  return { clock, connection, client, connect, giveUp, events, start };
}

describe('a connection', () => {
  it('is kept for twenty seconds, and leaves every limit to the exchange', () => {
    expect(open().client.options).toMatchObject({
      keepAliveTimeout: 20_000,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  });

  it('is opened to the port and name of its host', () => {
    const { connect, start } = open();
    start();
    expect(connect.mock.calls[0]?.[0]).toEqual({
      isTls: true,
      host: 'api.twilio.com',
      port: 443,
      servername: 'api.twilio.com',
    });
  });

  it.each([
    [{ protocol: 'http:' }, { isTls: false, port: 80 }],
    [
      { protocol: 'http:', port: '8080' },
      { isTls: false, port: 8080 },
    ],
    [
      { port: '8443', servername: 'emulator' },
      { port: 8443, servername: 'emulator' },
    ],
  ])('is opened as its origin says: %j', (options, target) => {
    const { connect, start } = open();
    start(vi.fn(), options);
    expect(connect.mock.calls[0]?.[0]).toMatchObject(target);
  });

  it('is handed to the HTTP client, which closes it from then on', async () => {
    const { connect, connection, giveUp, start } = open();
    const onConnection = vi.fn();
    start(onConnection);
    const socket = {} as never;
    connect.mock.calls[0]?.[1](null, socket);
    expect(onConnection.mock.calls).toEqual([[null, socket]]);
    await connection.destroy();
    expect(giveUp).not.toHaveBeenCalled();
  });

  it('that takes longer than a second to open is slow, and one that is open is not', async () => {
    const slow = open();
    slow.start();
    await slow.clock.advance(999);
    expect(slow.events.onSlow).not.toHaveBeenCalled();
    await slow.clock.advance(1);
    expect(slow.events.onSlow).toHaveBeenCalledOnce();

    const fast = open();
    fast.start();
    fast.connect.mock.calls[0]?.[1](new Error('refused'), null);
    await fast.clock.advance(5_000);
    expect(fast.events.onSlow).not.toHaveBeenCalled();
  });

  it.each(['disconnect', 'connectionError'])('is closed after the event %s', (event) => {
    const { client, events } = open();
    client.emit(event);
    expect(events.onClosed).toHaveBeenCalledOnce();
  });

  it('that is destroyed while it opens is given up', async () => {
    const { connection, giveUp, start } = open();
    start();
    await connection.destroy();
    expect(giveUp).toHaveBeenCalledOnce();
  });
});
