import { describe, expect, it, vi } from 'vitest';
import { LIMIT, startExchange as start } from '#test/support/started-exchange.js';

const settled = (): Promise<void> => Promise.resolve();

describe('an exchange', () => {
  it('is sent with its body, which is made only then', () => {
    const body = vi.fn(() => 'secret');
    const { send, dispatch } = start({ body });
    expect(body).not.toHaveBeenCalled();
    send();
    expect(dispatch.mock.calls[0]![0]).toMatchObject({
      method: 'POST',
      path: '/x',
      body: 'secret',
    });
    const plain = start({ body: 'text' });
    plain.send();
    expect(plain.dispatch.mock.calls[0]![0]).toMatchObject({ body: 'text' });
  });

  it.each([
    [[], ''],
    [['one'], 'one'],
    [['one', 'two'], 'onetwo'],
  ])('ends with its answer: %j', (chunks, body) => {
    const { send, begin, answer, data, complete, outcome, cancel, onFree } = start();
    send();
    begin();
    answer(404, { a: 'b' });
    for (const chunk of chunks) data(chunk);
    expect(onFree).not.toHaveBeenCalled();
    complete();
    expect(outcome.resolve.mock.calls).toEqual([
      [{ status: 404, headers: { a: 'b' }, body: Buffer.from(body) }],
    ]);
    expect(onFree.mock.calls).toEqual([[true]]);
    expect(outcome.onOver).toHaveBeenCalledOnce();
    expect(cancel.timeout).toHaveBeenCalledOnce();
  });

  it('copies no answer that came in one piece', () => {
    const { exchange, send, begin, answer, complete, outcome } = start();
    send();
    begin();
    answer();
    const chunk = Buffer.from('x');
    exchange.onResponseData({} as never, chunk);
    complete();
    expect((outcome.resolve.mock.calls[0]![0] as { body: Buffer }).body).toBe(chunk);
  });

  it('that ends before a byte of it was sent was not sent', async () => {
    const { exchange, send, begin, time, outcome, onFree, controller } = start();
    send();
    time.onTimeout.mock.calls[0]![0]();
    expect(exchange.isOver).toBe(true);
    await settled();
    expect(outcome.reject.mock.calls[0]![0]).toMatchObject({ code: 'TIMEOUT', sent: 'no' });
    // The connection that was being opened for it is of no use any longer.
    expect(onFree.mock.calls).toEqual([[false]]);
    begin();
    expect(controller.abort).toHaveBeenCalledOnce();
    expect(outcome.reject).toHaveBeenCalledOnce();
  });

  it.each([
    ['unknown', false],
    ['yes', true],
  ])('that ends later says that it was sent: %s', async (sent, isAnswered) => {
    const { exchange, send, begin, answer, fail, outcome, onFree, controller } = start();
    send();
    begin();
    if (isAnswered) answer();
    exchange.end('TIMEOUT');
    exchange.end('ABORTED');
    const [failure] = controller.abort.mock.calls[0] as [unknown];
    expect(controller.abort).toHaveBeenCalledOnce();
    // The connection is free once the HTTP client has given it up.
    expect(onFree).not.toHaveBeenCalled();
    fail(failure);
    await settled();
    expect(onFree.mock.calls).toEqual([[true]]);
    expect(outcome.reject.mock.calls).toEqual([[failure]]);
    expect(failure).toMatchObject({ code: 'TIMEOUT', sent });
    expect(outcome.onOver).toHaveBeenCalledOnce();
  });

  it('that breaks off fails with the code of the error', async () => {
    const { send, begin, fail, outcome, cancel } = start();
    send();
    begin();
    fail(Object.assign(new Error('private'), { code: 'EPIPE' }));
    expect(outcome.reject).not.toHaveBeenCalled();
    await settled();
    expect(outcome.reject.mock.calls[0]![0]).toMatchObject({ code: 'EPIPE', sent: 'unknown' });
    expect(cancel.timeout).toHaveBeenCalledOnce();
  });

  it.each([
    ['POST', `${LIMIT}`, false],
    ['POST', `${LIMIT + 1}`, true],
    ['HEAD', `${LIMIT + 1}`, false],
    ['POST', undefined, false],
  ])('%s may have an answer of %s bytes', (method, length, isTooLarge) => {
    const { send, begin, answer, exchange } = start({ method });
    send();
    begin();
    answer(200, { 'content-length': length });
    expect(exchange.isOver).toBe(isTooLarge);
  });

  it('may have an answer of as many bytes as the limit, and no more', async () => {
    const { send, begin, answer, data, exchange, outcome } = start();
    send();
    begin();
    answer();
    data('x'.repeat(LIMIT - 1));
    data('x');
    expect(exchange.isOver).toBe(false);
    data('x');
    await settled();
    expect(outcome.reject.mock.calls[0]![0]).toMatchObject({ code: 'BODY_TOO_LARGE', sent: 'yes' });
  });
});

describe('an exchange that waits for a connection', () => {
  it('waits no longer once it has one', () => {
    const { exchange, cancel, time } = start();
    const onOver = vi.fn();
    exchange.wait(onOver);
    exchange.leave();
    expect(onOver).toHaveBeenCalledOnce();
    expect(cancel.wait).toHaveBeenCalledOnce();
    expect(time.onTimeout).not.toHaveBeenCalled();
  });

  it('ends when its time is over, not sent', async () => {
    const { exchange, time, outcome } = start();
    const onOver = vi.fn();
    exchange.wait(onOver);
    time.onWaitOver.mock.calls[0]![0]();
    await settled();
    expect(onOver).toHaveBeenCalledOnce();
    expect(outcome.reject.mock.calls[0]![0]).toMatchObject({ code: 'queue-timeout', sent: 'no' });
  });
});
