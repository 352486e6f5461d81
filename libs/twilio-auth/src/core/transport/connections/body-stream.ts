import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

/** How the body of a successful answer is read as a stream. */
export interface StreamOptions {
  /** A longer body is an error. Default: no limit. */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The error that the stream ends with. */
  readonly describe: (failure: unknown) => unknown;
}

/** What a stream needs of its exchange. */
interface StreamedExchange {
  /** Ends the exchange before its answer is complete. */
  readonly end: (code: string) => void;
  /** Calls back when nothing has come for too long; returns the cancellation. */
  readonly onIdle: (end: () => void) => () => void;
}

/** The body of an answer that is still arriving, no faster than it is read. */
export class BodyStream {
  readonly stream: Readable;
  readonly #controller: Dispatcher.DispatchController;
  readonly #exchange: StreamedExchange;
  readonly #maxBytes: number;
  readonly #describe: StreamOptions['describe'];
  #bytes = 0;
  #cancelIdle = (): void => {};

  constructor(
    controller: Dispatcher.DispatchController,
    exchange: StreamedExchange,
    { maxBytes = Infinity, signal, describe }: StreamOptions,
  ) {
    this.#controller = controller;
    this.#exchange = exchange;
    this.#maxBytes = maxBytes;
    this.#describe = describe;
    const onAbort = (): unknown => this.stream.destroy(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort);
    this.stream = new Readable({
      read: () => this.#resume(),
      destroy: (error, onDestroyed) => {
        this.#cancelIdle();
        signal?.removeEventListener('abort', onAbort);
        // Its reader needs no more of it.
        exchange.end('ABORTED');
        onDestroyed(error);
      },
    });
    // Whoever reads it gets the error. A stream that nobody reads must not end the process.
    this.stream.on('error', () => {});
    this.#waitForBytes();
  }

  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) {
      this.#exchange.end('MEDIA_TOO_LARGE');
    } else if (this.stream.push(chunk)) {
      this.#waitForBytes();
    } else {
      this.#controller.pause();
      // A stream that nobody reads would keep its connection for ever.
      this.#cancelIdle();
      this.#cancelIdle = this.#exchange.onIdle(() => this.#exchange.end('MEDIA_UNREAD'));
    }
  }

  complete(): void {
    this.#cancelIdle();
    this.stream.push(null);
  }

  fail(failure: unknown): void {
    this.#cancelIdle();
    this.stream.destroy(this.#describe(failure) as Error);
  }

  #resume(): void {
    if (!this.#controller.paused) return;
    this.#waitForBytes();
    this.#controller.resume();
  }

  #waitForBytes(): void {
    this.#cancelIdle();
    this.#cancelIdle = this.#exchange.onIdle(() => this.#exchange.end('TIMEOUT'));
  }
}
