import { AsyncResource } from 'node:async_hooks';
import type { Dispatcher } from 'undici';
import type { Sent } from '../../errors/connection.error.js';
import { BodyStream, type StreamOptions } from './body-stream.js';
import { ExchangeFailure, failureOf } from '../answers/failures.js';
import type { ExchangeLimits, HeaderMap, WireRequest, WireResponse } from './wire.js';

const NO_BYTES = Buffer.alloc(0);

/** How an exchange ends. */
interface Outcome {
  readonly resolve: (response: WireResponse) => void;
  /** Called with an {@link ExchangeFailure}, or with an error of our own code. */
  readonly reject: (failure: unknown) => void;
  /** Nothing more of it will arrive, of an answer that is read as a stream neither. */
  readonly onOver: () => void;
}

/** One request that is sent once, and its answer. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: WireRequest;
  readonly #limits: ExchangeLimits;
  readonly #outcome: Outcome;
  readonly #chunks: Buffer[] = [];
  #cancelTimeout = (): void => {};
  /** Gives back what it holds: its place in the queue, or its connection. */
  #release: ((isUsable: boolean) => void) | undefined;
  /** The async context of whoever makes a call that waits. */
  #context: AsyncResource | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: HeaderMap = {};
  #bytes = 0;
  #sent: Sent = 'no';
  #isOver = false;
  #body: BodyStream | undefined;
  readonly #onAbort = (): void => this.end('ABORTED');

  constructor(request: WireRequest, limits: ExchangeLimits, outcome: Outcome) {
    this.#request = request;
    this.#limits = limits;
    this.#outcome = outcome;
    limits.stream?.signal?.addEventListener('abort', this.#onAbort);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** It waits for a connection. */
  wait(onOver: () => void): void {
    this.#release = onOver;
    // It is sent when another call is over; tracers must not take it for a part of that one.
    this.#context = new AsyncResource('TwilioCall');
    this.#cancelTimeout = this.#limits.time.onWaitOver(() => this.end('queue-timeout'));
  }

  /** It waits no longer. */
  leave(): void {
    this.#cancelTimeout();
    this.#giveBack(true);
  }

  /** Sends it. Calls back once the connection is free again, and whether it can be used again. */
  sendOn(connection: Dispatcher, onFree: (isUsable: boolean) => void): void {
    this.#release = onFree;
    this.#cancelTimeout = this.#limits.time.onTimeout(() => this.end('TIMEOUT'));
    const { body } = this.#request;
    const options = typeof body === 'function' ? { ...this.#request, body: body() } : this.#request;
    const dispatch = (): boolean =>
      connection.dispatch(options as Dispatcher.DispatchOptions, this);
    if (this.#context === undefined) dispatch();
    else this.#context.runInAsyncScope(dispatch);
  }

  /** Ends it before its answer is complete. */
  end(code: string): void {
    if (this.#isOver) return;
    const failure = new ExchangeFailure(code, this.#sent);
    this.#fail(failure);
    // Ends in onResponseError.
    if (this.#controller !== undefined) this.#controller.abort(failure);
    else this.#giveBack(false);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new ExchangeFailure('UND_ERR_ABORTED', 'no'));
    else this.#sent = 'unknown';
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: HeaderMap,
  ): void {
    this.#sent = 'yes';
    this.#status = status;
    this.#headers = headers;
    // The length that a HEAD is answered with is that of a body which does not come.
    const length = this.#request.method === 'HEAD' ? 0 : Number(headers['content-length']);
    const { maxBodyBytes, stream } = this.#limits;
    if (stream !== undefined && status >= 200 && status <= 299) {
      if (length > (stream.maxBytes ?? Infinity)) this.end('MEDIA_TOO_LARGE');
      else if (isEncoded(headers)) this.end('MEDIA_ENCODED');
      else this.#openStream(controller, stream);
    } else if (length > maxBodyBytes) this.end('BODY_TOO_LARGE');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body !== undefined) return this.#body.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.maxBodyBytes) this.end('BODY_TOO_LARGE');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#setOver();
    if (this.#body !== undefined) {
      this.#body.complete();
      return this.#giveBack(true);
    }
    const [only] = this.#chunks;
    const body =
      this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#outcome.resolve({ status: this.#status, headers: this.#headers, body });
    this.#giveBack(true);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    if (!this.#isOver) this.#fail(failureOf(error, this.#sent));
    this.#giveBack(true);
  }

  /** The answer has begun: from here on, only a pause between its bytes is limited. */
  #openStream(controller: Dispatcher.DispatchController, options: StreamOptions): void {
    this.#cancelTimeout();
    options.signal?.removeEventListener('abort', this.#onAbort);
    const exchange = {
      end: (code: string) => this.end(code),
      onIdle: (onOver: () => void) => this.#limits.time.onIdle(onOver),
    };
    this.#body = new BodyStream(controller, exchange, options);
    const { stream } = this.#body;
    this.#outcome.resolve({ status: this.#status, headers: this.#headers, body: NO_BYTES, stream });
  }

  #setOver(): void {
    this.#isOver = true;
    this.#outcome.onOver();
    this.#cancelTimeout();
    this.#limits.stream?.signal?.removeEventListener('abort', this.#onAbort);
  }

  #fail(failure: unknown): void {
    this.#setOver();
    if (this.#body !== undefined) return this.#body.fail(failure);
    // Not below the functions of the HTTP client: they hold the request, and monitoring tools send
    // the variables of every function on the stack along with an error.
    queueMicrotask(() => this.#outcome.reject(failure));
  }

  #giveBack(isUsable: boolean): void {
    const release = this.#release;
    this.#release = undefined;
    release?.(isUsable);
  }
}

/** Although nothing but the bytes themselves was asked for. */
function isEncoded({ 'content-encoding': encoding = 'identity' }: HeaderMap): boolean {
  return encoding !== 'identity';
}
