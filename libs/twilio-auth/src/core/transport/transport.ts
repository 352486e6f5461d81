import type { HttpOptions } from '../config/options.js';
import type { SendTokenRequest } from '../oauth/oauth-client.js';
import type { Clock } from '../primitives/clock.js';
import type { SdkRequest, SdkResponse } from './sdk-contract.js';

/** What the transport takes from the environment, read elsewhere. */
export interface TransportEnvironment {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  /** Path of the PEM file that `TWILIO_CA_BUNDLE` names. */
  readonly caBundlePath?: string | undefined;
}

export interface TransportOptions {
  readonly http?: HttpOptions | undefined;
  /** Where every request for `*.twilio.com` goes instead: an emulator. */
  readonly apiBaseUrl?: string | undefined;
  readonly clock: Clock;
  /** Between 0 and 1, for jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly env?: TransportEnvironment | undefined;
  /** Where the lines of an SDK client with log level `debug` go. Default: standard output. */
  readonly debug?: ((line: string) => void) | undefined;
}

/** Method and path of the last request of one SDK client. Nothing else is kept of it. */
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

/** One connection pool, and the only place where a credential meets the wire. */
export interface Transport {
  /** A new one for each SDK client. */
  httpClient(): SdkHttpClient;
  readonly sendTokenRequest: SendTokenRequest;
  /**
   * Lets requests in flight finish for `graceMs`, then ends them by force.
   * Later requests reject with `TWILIO_AUTH_CONNECTION_FAILED`, reason `UND_ERR_CLOSED`.
   */
  close(graceMs: number): Promise<void>;
}
