import type { Dispatcher } from 'undici';
import type { Sent } from '../errors/connection.error.js';
import { ExchangeFailure, failureOf } from './failures.js';

export type HeaderMap = Record<string, string | string[] | undefined>;

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly origin: string;
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** A function makes a body that holds a secret, only where it is written to the wire. */
  readonly body?: string | Buffer | (() => string) | undefined;
  /** Name that the server's certificate must have. */
  readonly servername?: string | undefined;
}

/** Its answer, whatever the status; the body as it came. */
export interface WireResponse {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: Buffer;
}

/** Calls back once the time is over; returns the cancellation. */
type OnOver = (end: () => void) => () => void;

/** How long an exchange may wait for a connection, and then take. */
export interface TimeLimits {
  readonly onWaitOver: OnOver;
  readonly onTimeout: OnOver;
}

/** One request that is sent once, and its answer. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: WireRequest;
  readonly #maxBodyBytes: number;
  readonly #limits: TimeLimits;
  readonly #resolve: (response: WireResponse) => void;
  readonly #reject: (failure: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #cancelTimeout: (() => void) | undefined;
  /** Gives back what it holds: its place in the queue, or its connection. */
  #release: ((isUsable: boolean) => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: HeaderMap = {};
  #bytes = 0;
  #sent: Sent = 'no';
  #isOver = false;

  /** Calls `reject` with an {@link ExchangeFailure}, or with an error of our own code. */
  constructor(
    request: WireRequest,
    maxBodyBytes: number,
    limits: TimeLimits,
    resolve: (response: WireResponse) => void,
    reject: (failure: unknown) => void,
  ) {
    this.#request = request;
    this.#maxBodyBytes = maxBodyBytes;
    this.#limits = limits;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether it has a connection: from here on, bytes may have been sent. */
  get isSent(): boolean {
    return this.#sent !== 'no';
  }

  /** It waits for a connection. */
  wait(onOver: () => void): void {
    this.#release = onOver;
    this.#cancelTimeout = this.#limits.onWaitOver(() => this.end('queue-timeout'));
  }

  /** It waits no longer. */
  leave(): void {
    this.#cancelTimeout?.();
    this.#giveBack(true);
  }

  /** Sends it. Calls back once the connection is free again, and whether it can be used again. */
  sendOn(connection: Dispatcher, onFree: (isUsable: boolean) => void): void {
    this.#release = onFree;
    this.#cancelTimeout = this.#limits.onTimeout(() => this.end('TIMEOUT'));
    const { body } = this.#request;
    connection.dispatch(
      (typeof body === 'function'
        ? { ...this.#request, body: body() }
        : this.#request) as Dispatcher.DispatchOptions,
      this,
    );
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
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: HeaderMap,
  ): void {
    this.#sent = 'yes';
    this.#status = status;
    this.#headers = headers;
    // The length that a HEAD is answered with is that of a body which does not come.
    const length = this.#request.method === 'HEAD' ? 0 : Number(headers['content-length']);
    if (length > this.#maxBodyBytes) this.end('BODY_TOO_LARGE');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBodyBytes) this.end('BODY_TOO_LARGE');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#isOver = true;
    this.#cancelTimeout?.();
    const [only] = this.#chunks;
    const body =
      this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
    this.#giveBack(true);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    if (!this.#isOver) this.#fail(failureOf(error, this.#sent));
    this.#giveBack(true);
  }

  #fail(failure: unknown): void {
    this.#isOver = true;
    this.#cancelTimeout?.();
    // Not below the functions of the HTTP client: they hold the request, and monitoring tools send
    // the variables of every function on the stack along with an error.
    queueMicrotask(() => this.#reject(failure));
  }

  #giveBack(isUsable: boolean): void {
    const release = this.#release;
    this.#release = undefined;
    release?.(isUsable);
  }
}
