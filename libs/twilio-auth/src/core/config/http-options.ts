/** The connection pool behind every client of the module. */
export interface HttpOptions {
  /**
   * Deadline of one API call in milliseconds: waiting for an OAuth token, all attempts, and the pauses
   * between them. `timeout` of a call replaces it. A call may wait for a connection as long again.
   *
   * @defaultValue `30_000`
   */
  readonly timeoutMs?: number;
  /**
   * Time to open a connection, in milliseconds: name lookup, proxy and TLS handshake together.
   *
   * @defaultValue `10_000`
   */
  readonly connectTimeoutMs?: number;
  /**
   * Open connections per host at most; further requests wait.
   *
   * @defaultValue `20`
   */
  readonly connections?: number;
  /**
   * Requests per host that may wait for a connection; one more rejects with the reason
   * `queue-full`. Accounts take turns, so that the burst of one does not hold up the others.
   *
   * @defaultValue `10_000`
   */
  readonly maxQueued?: number;
  /** URL of an http or https proxy; `false` uses none. Without it, HTTPS_PROXY and HTTP_PROXY apply, except for NO_PROXY. */
  readonly proxy?: string | false;
  /** Certificate authorities to trust instead of Node's own, PEM. Without it, the file that TWILIO_CA_BUNDLE names. */
  readonly ca?: string | Buffer;
  /**
   * Retries after a 429 that Twilio did not process, or a failed read; 0 turns them off.
   *
   * @defaultValue `3`
   */
  readonly retries?: number;
  /**
   * Sends API requests instead of the pool. You give up the retry after a 401, other retries, the
   * proxy and limits of this module, `apiBaseUrl`, and errors without credentials in them.
   */
  readonly httpClient?: CustomHttpClient;
  /**
   * An undici dispatcher (6 or later) that sends every request, those for tokens too: a `MockAgent` in
   * a test, or an agent with interceptors. You give up the proxy, `ca`, and limits of connections of
   * this module. Without it, a `MockAgent` that is the global dispatcher is used outside of production.
   */
  readonly dispatcher?: HttpDispatcher;
  /**
   * `debug` logs a line for each request and its answer: method, host, path and status, with neither a
   * credential, a query nor a body. They have the level `debug` of Nest's logger.
   *
   * @defaultValue no lines
   */
  readonly logLevel?: 'debug';
  /** Appended to the User-Agent header. */
  readonly userAgent?: string;
}

/**
 * An HTTP client of the application's own, as the `twilio` SDK takes one. It gets the request
 * with `authStrategy`, whose `getAuthString()` resolves to the Authorization header, and answers
 * with `{ statusCode, body, headers }`.
 */
export interface CustomHttpClient {
  // oxlint-disable-next-line typescript/no-explicit-any -- the SDK types it differently per version
  request(options: any): Promise<object>;
}

/** A dispatcher of undici, whichever version of it the application has. */
export interface HttpDispatcher {
  // oxlint-disable-next-line typescript/no-explicit-any -- undici types it differently per version
  dispatch(options: any, handler: any): boolean;
}
