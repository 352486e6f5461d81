import type { HttpOptions } from '../config/http-options.js';
import type { NetworkEnv } from '../config/read-env.js';
import type { ObservedCalls } from '../events/observed-calls.js';
import type { SendTokenRequest } from '../oauth/oauth-client.js';
import type { Clock } from '../primitives/clock.js';
import type { SdkHttpClient, SdkResponse } from './calls/sdk-contract.js';
import type { WireCredential } from './calls/wire-credential.js';

export interface TransportOptions {
  readonly http?: HttpOptions | undefined;
  /** Where every request for `*.twilio.com` is sent instead, such as an emulator. */
  readonly apiBaseUrl?: string | undefined;
  readonly clock: Clock;
  /** In production, a global `MockAgent` of undici is ignored. Default: it is production. */
  readonly isProduction?: boolean | undefined;
  /** Between 0 and 1, for jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly env?: NetworkEnv | undefined;
  /** Who is told about every call. Default: nobody. */
  readonly calls?: ObservedCalls | undefined;
  /** Where the lines of an SDK client with log level `debug` go. Default: standard output. */
  readonly debug?: ((line: string) => void) | undefined;
}

/** A file of Twilio's, such as a recording. */
export interface DownloadRequest {
  readonly url: string;
  readonly credential: WireCredential;
  /** A larger file is an error. Default: no limit. */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One connection pool, and the only place where a credential is sent. */
export interface Transport {
  /** A new one for each SDK client. */
  httpClient(): SdkHttpClient;
  readonly sendTokenRequest: SendTokenRequest;
  /** Reads a file. The body of a success is a `Readable`, that of an error as it is for the SDK. */
  download(request: DownloadRequest): Promise<SdkResponse>;
  /**
   * Gives requests in flight `graceMs` to finish, then ends them by force.
   * Later requests reject with `TWILIO_AUTH_CONNECTION_FAILED`, reason `UND_ERR_CLOSED`.
   */
  close(graceMs: number): Promise<void>;
}
