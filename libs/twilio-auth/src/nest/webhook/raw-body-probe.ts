import type { HttpAdapterHost } from '@nestjs/core';

/** The two methods through which Nest tells an adapter to keep raw bodies or not. */
interface ParserRegistration {
  registerParserMiddleware?: (prefix: string | undefined, rawBody: boolean) => unknown;
  useBodyParser?: (type: unknown, rawBody: boolean, ...options: unknown[]) => unknown;
}

/**
 * Learns whether the application keeps raw bodies. Nest shows the `rawBody` option to nobody
 * but the HTTP adapter, when it registers the body parsers at `init()`: after every provider
 * was made and before the first `onModuleInit`. So this listens in at the adapter.
 */
export class RawBodyProbe {
  #rawBody: boolean | undefined;

  constructor(host: HttpAdapterHost) {
    this.#watch(host.httpAdapter);
    // A testing module gets its adapter after its providers; a standalone application has none.
    if (isMissing(host.httpAdapter)) host.init$.subscribe(() => this.#watch(host.httpAdapter));
  }

  /** `undefined` while it is not known, or when the application brings its own parsers. */
  get rawBody(): boolean | undefined {
    return this.#rawBody;
  }

  #watch(adapter: ParserRegistration | null | undefined): void {
    if (isMissing(adapter)) return;
    const { registerParserMiddleware, useBodyParser } = adapter;
    if (registerParserMiddleware !== undefined) {
      adapter.registerParserMiddleware = (prefix, rawBody) => {
        this.#rawBody = rawBody;
        return registerParserMiddleware.call(adapter, prefix, rawBody);
      };
    }
    if (useBodyParser !== undefined) {
      adapter.useBodyParser = (type, rawBody, ...options) => {
        this.#rawBody = rawBody;
        return useBodyParser.call(adapter, type, rawBody, ...options);
      };
    }
  }
}

function isMissing(adapter: unknown): adapter is null | undefined {
  return adapter === null || adapter === undefined;
}
