import { getEventListeners } from 'node:events';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startExchange as start } from '#test/support/started-exchange.js';
import type { StreamOptions } from './body-stream.js';

const settled = (): Promise<void> => Promise.resolve();

describe('an answer that is read as a stream', () => {
  const options = (more: Partial<StreamOptions> = {}): StreamOptions => ({
    describe: (failure) => failure,
    ...more,
  });
  const open = (more: Partial<StreamOptions> = {}, status = 200, headers = {}) => {
    const started = start({ method: 'GET' }, options(more));
    started.send();
    started.begin();
    started.answer(status, headers);
    return started;
  };

  it.each([
    [200, true],
    [299, true],
    [300, false],
    [404, false],
    [199, false],
  ])('is one of a success only: %i %s', (status, isStream) => {
    const { outcome, cancel } = open({}, status);
    expect(outcome.resolve).toHaveBeenCalledTimes(isStream ? 1 : 0);
    // From here on, only the pauses between its bytes are limited.
    expect(cancel.timeout).toHaveBeenCalledTimes(isStream ? 1 : 0);
  });

  it.each([
    [undefined, '99', false],
    [99, '99', false],
    [98, '99', true],
    [98, undefined, false],
  ])('of at most %s bytes with Content-Length %s ends: %s', (maxBytes, length, isOver) => {
    const { exchange } = open({ maxBytes }, 200, { 'content-length': length });
    expect(exchange.isOver).toBe(isOver);
  });

  it.each([
    ['identity', false],
    ['gzip', true],
  ])('with the encoding %s ends: %s', (encoding, isOver) => {
    expect(open({}, 200, { 'content-encoding': encoding }).exchange.isOver).toBe(isOver);
  });

  it('gives its connection back at its end', async () => {
    const { data, complete, outcome, onFree } = open();
    data('some bytes, more than the limit of an answer');
    complete();
    const { stream, body } = outcome.resolve.mock.calls[0]![0] as {
      readonly stream: Readable;
      readonly body: Buffer;
    };
    expect(body).toHaveLength(0);
    expect(Buffer.concat(await stream.toArray()).toString()).toMatch(/^some bytes/);
    expect(outcome.onOver).toHaveBeenCalledOnce();
    expect(onFree.mock.calls).toEqual([[true]]);
  });

  it('listens to the signal of its reader for as long as that matters', () => {
    const { signal } = new AbortController();
    const listeners = (): number => getEventListeners(signal, 'abort').length;
    const refused = start({}, options({ signal }));
    expect(listeners()).toBe(1);
    refused.exchange.end('queue-full');
    expect(listeners()).toBe(0);
    const { outcome } = open({ signal });
    // That of the stream.
    expect(listeners()).toBe(1);
    const { stream } = outcome.resolve.mock.calls[0]![0] as { stream: { destroy(): void } };
    stream.destroy();
    expect(listeners()).toBe(0);
  });

  it('ends with the signal before it began', async () => {
    const abort = new AbortController();
    const { outcome } = start({}, options({ signal: abort.signal }));
    abort.abort();
    await settled();
    expect(outcome.reject.mock.calls[0]![0]).toMatchObject({ code: 'ABORTED', sent: 'no' });
  });
});
