import { ConnectionPool } from './connection-pool.js';
import { OwnedHttpClient } from './own-http-client.js';
import { createResolver } from './destination.js';
import { SdkCalls } from './sdk-calls.js';
import { PooledHttpClient } from './sdk-http-client.js';
import { createTokenSender } from './token-sender.js';
import { validUrl } from './valid-url.js';
import type { Transport, TransportOptions } from './transport.js';

/**
 * Opens nothing yet: the pool and its library are loaded by the first request.
 *
 * @throws `TWILIO_AUTH_CONFIG_INVALID` for a proxy or base URL that is none, or a CA file that
 * cannot be read.
 */
export function createTransport(options: TransportOptions): Transport {
  const http = options.http ?? {};
  const resolve = createResolver(
    options.apiBaseUrl === undefined ? undefined : validUrl(options.apiBaseUrl, 'apiBaseUrl'),
  );
  const pool = new ConnectionPool(http, options.env ?? {}, options.clock);
  const calls = new SdkCalls(pool, resolve, options);
  return {
    httpClient: () =>
      http.httpClient === undefined
        ? new PooledHttpClient(calls)
        : new OwnedHttpClient(http.httpClient, resolve),
    sendTokenRequest: createTokenSender(pool, resolve),
    close: (graceMs) => pool.close(graceMs),
  };
}
