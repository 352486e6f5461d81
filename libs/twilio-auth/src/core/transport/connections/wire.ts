import type { Readable } from 'node:stream';
import type { StreamOptions } from './body-stream.js';

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
  /** The body of a success that was asked for as a stream; {@link body} is empty then. */
  readonly stream?: Readable;
}

/** Calls back once the time is over; returns the cancellation. */
type OnOver = (end: () => void) => () => void;

/** How long an exchange may wait for a connection, then take, and be without bytes as a stream. */
export interface TimeLimits {
  readonly onWaitOver: OnOver;
  readonly onTimeout: OnOver;
  readonly onIdle: OnOver;
}

/** What one exchange may take. */
export interface ExchangeLimits {
  readonly maxBodyBytes: number;
  readonly time: TimeLimits;
  /** Reads the body of a success as a stream, without {@link maxBodyBytes}. */
  readonly stream?: StreamOptions | undefined;
}
