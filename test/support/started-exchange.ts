import type { Dispatcher } from 'undici';
import { vi } from 'vitest';
import type { StreamOptions } from '../../libs/twilio-auth/src/core/transport/connections/body-stream.js';
import { Exchange } from '../../libs/twilio-auth/src/core/transport/connections/exchange.js';
import type { WireRequest } from '../../libs/twilio-auth/src/core/transport/connections/wire.js';

/** The bytes that its answer may have. */
export const LIMIT = 10;

/** An exchange, what it tells its owner, and everything that the HTTP client does with it. */
export function startExchange(request: Partial<WireRequest> = {}, stream?: StreamOptions) {
  const cancel = { wait: vi.fn(), timeout: vi.fn(), idle: vi.fn() };
  const time = {
    onWaitOver: vi.fn((_end: () => void) => cancel.wait),
    onTimeout: vi.fn((_end: () => void) => cancel.timeout),
    onIdle: vi.fn((_end: () => void) => cancel.idle),
  };
  const outcome = { resolve: vi.fn(), reject: vi.fn(), onOver: vi.fn() };
  const wire = { origin: 'https://a.b', method: 'POST', path: '/x', headers: [], ...request };
  const exchange = new Exchange(wire, { maxBodyBytes: LIMIT, time, stream }, outcome);
  const dispatch = vi.fn();
  const onFree = vi.fn();
  const controller = { abort: vi.fn(), pause: vi.fn(), resume: vi.fn(), paused: false };
  const wired = controller as unknown as Dispatcher.DispatchController;
  return {
    exchange,
    outcome,
    time,
    cancel,
    onFree,
    dispatch,
    controller,
    send: () => exchange.sendOn({ dispatch } as unknown as Dispatcher, onFree),
    begin: () => exchange.onRequestStart(wired),
    answer: (status = 200, headers = {}) => exchange.onResponseStart(wired, status, headers),
    data: (text: string) => exchange.onResponseData(wired, Buffer.from(text)),
    complete: () => exchange.onResponseEnd(),
    fail: (error: unknown) => exchange.onResponseError(wired, error),
  };
}
