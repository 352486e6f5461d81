import type { StreamOptions } from '../connections/body-stream.js';

/**
 * What the `twilio` SDK passes to its `httpClient`, and what it expects back (observed with
 * twilio 6.2.0; test/contract pins it). The SDK exports no usable types for it.
 */
export interface SdkRequest {
  readonly method: string;
  readonly uri: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly authStrategy?: unknown;
  readonly headers?: Record<string, string> | undefined;
  readonly params?: Record<string, unknown> | undefined;
  readonly data?: unknown;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly allowRedirects?: boolean | undefined;
  readonly logLevel?: string | undefined;
  /** Not of the SDK: reads the body of a success as a stream. */
  readonly stream?: Omit<StreamOptions, 'describe'> | undefined;
}

/** The SDK checks `statusCode` and parses `body` itself when it is a string. */
export interface SdkResponse {
  readonly statusCode: number;
  readonly body: unknown;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Method, host and path of the last request of one SDK client. Nothing else of it is kept. */
export interface LastRequest {
  readonly method: string;
  readonly host: string;
  /** Path without its query string. */
  readonly path: string;
}

/** Status of the last answer to one SDK client. */
export interface LastResponse {
  readonly statusCode: number;
}

/** The `httpClient` of one SDK client. They all share one pool. */
export interface SdkHttpClient {
  /** Never throws synchronously: that would make the SDK's `list()` hang for ever. */
  request(opts: SdkRequest): Promise<SdkResponse>;
  readonly lastRequest: LastRequest | undefined;
  readonly lastResponse: LastResponse | undefined;
}
