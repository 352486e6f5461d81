import type { Dispatcher } from 'undici';
import type { Sent } from '../errors/connection.error.js';
import { ExchangeFailure, failureCode } from './failures.js';

export type HeaderMap = Record<string, string | string[] | undefined>;

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly origin: string;
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body?: string | Buffer | undefined;
  /** Name that the server's certificate must have. */
  readonly servername?: string | undefined;
}

/** Its answer, whatever the status; the body as it came. */
export interface WireResponse {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: Buffer;
}

/** What ends an exchange before its answer is complete. */
export interface ExchangeLimits {
  readonly maxBodyBytes: number;
  /** Calls back once the time is over; returns the cancellation. */
  readonly onTimeout: (end: () => void) => () => void;
}

/** Sends one request once and reads its answer. Rejects with an {@link ExchangeFailure}. */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  limits: ExchangeLimits,
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(limits, resolve, reject);
    dispatcher.dispatch(request as Dispatcher.DispatchOptions, handler);
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #maxBodyBytes: number;
  readonly #resolve: (response: WireResponse) => void;
  readonly #reject: (failure: ExchangeFailure) => void;
  readonly #cancelTimeout: () => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: HeaderMap = {};
  #bytes = 0;
  #sent: Sent = 'no';
  #ended: ExchangeFailure | undefined;

  constructor(
    limits: ExchangeLimits,
    resolve: (response: WireResponse) => void,
    reject: (failure: ExchangeFailure) => void,
  ) {
    this.#maxBodyBytes = limits.maxBodyBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#cancelTimeout = limits.onTimeout(() => this.#end('TIMEOUT'));
  }

  /** The request has a connection: from here on, bytes may have been sent. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended === undefined) this.#sent = 'unknown';
    else controller.abort(this.#ended);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: HeaderMap,
  ): void {
    this.#sent = 'yes';
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length']) > this.#maxBodyBytes) this.#end('BODY_TOO_LARGE');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBodyBytes) this.#end('BODY_TOO_LARGE');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#cancelTimeout();
    const [only] = this.#chunks;
    const body =
      this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#cancelTimeout();
    this.#reject(this.#ended ?? new ExchangeFailure(failureCode(error), this.#sent));
  }

  #end(code: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = new ExchangeFailure(code, this.#sent);
    this.#cancelTimeout();
    this.#reject(this.#ended);
    this.#controller?.abort(this.#ended);
  }
}
