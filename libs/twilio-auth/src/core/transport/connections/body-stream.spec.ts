import { getEventListeners, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { Dispatcher } from 'undici';
import { BodyStream } from './body-stream.js';

/** A stream of an answer that is arriving, and what it asks of its exchange. */
function open(options: { maxBytes?: number; signal?: AbortSignal } = {}) {
  const controller = {
    paused: false,
    pause: vi.fn(() => void (controller.paused = true)),
    resume: vi.fn(() => void (controller.paused = false)),
  };
  const limits: { isCancelled: boolean; readonly isOver: () => void }[] = [];
  const exchange = {
    end: vi.fn(),
    onIdle: (isOver: () => void) => {
      const limit = { isCancelled: false, isOver };
      limits.push(limit);
      return () => void (limit.isCancelled = true);
    },
  };
  const describeFailure = (failure: unknown) => new Error('described', { cause: failure });
  const body = new BodyStream(controller as unknown as Dispatcher.DispatchController, exchange, {
    ...options,
    describe: describeFailure,
  });
  const running = () => limits.filter(({ isCancelled }) => !isCancelled);
  return { body, stream: body.stream, controller, exchange, running };
}

const LARGE = Buffer.alloc(100_000);

describe('an answer as a stream', () => {
  it('has the bytes that arrive, and ends with them', async () => {
    const { body, stream, running } = open();
    body.push(Buffer.from('one '));
    body.push(Buffer.from('two'));
    body.complete();
    expect(running()).toEqual([]);
    expect(Buffer.concat((await stream.toArray()) as Buffer[]).toString()).toBe('one two');
  });

  it('may have as many bytes as its reader wants, and no more', () => {
    const { body, exchange } = open({ maxBytes: 5 });
    body.push(Buffer.from('123'));
    body.push(Buffer.from('45'));
    expect(exchange.end).not.toHaveBeenCalled();
    body.push(Buffer.from('6'));
    expect(exchange.end.mock.calls).toEqual([['MEDIA_TOO_LARGE']]);
  });

  it('has one limit at a time: for the next bytes while they are asked for', () => {
    const { body, exchange, running } = open();
    expect(running()).toHaveLength(1);
    const [first] = running();
    body.push(Buffer.from('x'));
    expect(running()).toHaveLength(1);
    expect(running()).not.toContain(first);
    running()[0]?.isOver();
    expect(exchange.end.mock.calls).toEqual([['TIMEOUT']]);
  });

  it('arrives no faster than it is read, and not for ever', () => {
    const { body, stream, controller, exchange, running } = open();
    body.push(LARGE);
    expect(controller.pause).toHaveBeenCalledOnce();
    expect(running()).toHaveLength(1);
    running()[0]?.isOver();
    expect(exchange.end.mock.calls).toEqual([['MEDIA_UNREAD']]);
    expect(controller.resume).not.toHaveBeenCalled();
    stream.read();
    expect(controller.resume).toHaveBeenCalledOnce();
    expect(running()).toHaveLength(1);
    running()[0]?.isOver();
    expect(exchange.end).toHaveBeenLastCalledWith('TIMEOUT');
  });

  it('is not resumed while it is not paused', () => {
    const { stream, controller, running } = open();
    const before = running();
    stream.read();
    expect(controller.resume).not.toHaveBeenCalled();
    expect(running()).toEqual(before);
  });

  it('fails with the error of the call, and has no limit any longer', async () => {
    const { body, stream, running } = open();
    body.fail('failure');
    const [error] = (await once(stream, 'error')) as [Error];
    expect(error).toMatchObject({ message: 'described', cause: 'failure' });
    expect(running()).toEqual([]);
  });

  it('ends its exchange when its reader needs no more of it', async () => {
    const { stream, exchange, running } = open();
    stream.destroy();
    await once(stream, 'close');
    expect(exchange.end.mock.calls).toEqual([['ABORTED']]);
    expect(running()).toEqual([]);
  });

  it('ends with its signal, which it listens to no longer after that', async () => {
    const abort = new AbortController();
    const { stream } = open({ signal: abort.signal });
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
    const failed = once(stream, 'error');
    abort.abort(new Error('enough'));
    expect(await failed).toMatchObject([{ message: 'enough' }]);
    const other = new AbortController();
    const { stream: unread } = open({ signal: other.signal });
    unread.destroy();
    expect(getEventListeners(other.signal, 'abort')).toEqual([]);
  });
});
