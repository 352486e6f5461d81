import type { SendTokenRequest, TokenRequest } from '../oauth/oauth-client.js';
import { ConnectionPool } from './connections/connection-pool.js';
import { createResolver, type Resolve } from './calls/destination.js';
import { connectionError, ExchangeFailure } from './answers/failures.js';
import type { TimeLimits } from './connections/wire.js';
import { SdkCalls } from './calls/sdk-calls.js';
import { CustomHttpClientAdapter, PooledHttpClient } from './calls/sdk-http-client.js';
import type { Transport, TransportOptions } from './transport.js';
import { authStrategyOf } from './calls/wire-credential.js';

/**
 * Opens nothing yet: the pool and its library are loaded by the first request.
 *
 * @throws `TWILIO_AUTH_CONFIG_INVALID` for an invalid proxy or base URL, or a CA file that
 * cannot be read.
 */
export function createTransport(options: TransportOptions): Transport {
  const http = options.http ?? {};
  const resolve = createResolver(options.apiBaseUrl);
  const pool = new ConnectionPool(http, options.env ?? {}, options);
  const calls = new SdkCalls(pool, resolve, options);
  return {
    httpClient: () =>
      http.httpClient === undefined
        ? new PooledHttpClient(calls)
        : new CustomHttpClientAdapter(http.httpClient, resolve, options),
    sendTokenRequest: createTokenSender(pool, resolve),
    download: async ({ url, credential, maxBytes, signal }) =>
      calls.make(
        {
          method: 'get',
          uri: url,
          authStrategy: authStrategyOf(credential),
          headers: {
            Accept: '*/*',
            'User-Agent': ['nestjs-twilio-auth', http.userAgent].filter(Boolean).join(' '),
          },
          allowRedirects: true,
          stream: { maxBytes, signal },
        },
        () => {},
      ),
    close: (graceMs) => pool.close(graceMs),
  };
}

/**
 * Sends requests to the token endpoint through the pool, with exactly the headers of the request:
 * no API credential is known here.
 */
function createTokenSender(pool: ConnectionPool, resolve: Resolve): SendTokenRequest {
  return async (request) => {
    const { origin, host, pathname, search, prefix, servername } = resolve(request.url);
    try {
      if (request.signal.aborted) throw new ExchangeFailure('TIMEOUT', 'no');
      return await pool.send(
        {
          origin,
          servername,
          method: 'POST',
          path: prefix + pathname + search,
          headers: ['host', host, ...Object.entries(request.headers).flat()],
          body: request.body,
        },
        { maxBodyBytes: request.maxBodyBytes, time: untilAborted(request), account: '' },
      );
    } catch (failure) {
      const where = { method: 'POST', host, path: pathname };
      // A second token does no harm.
      throw connectionError(failure, where, { origin, isRepeatable: true });
    }
  };
}

/** The request ends with its signal, whether it waits for a connection or was sent. */
function untilAborted({ signal }: TokenRequest): TimeLimits {
  const onAbort = (end: () => void): (() => void) => {
    signal.addEventListener('abort', end);
    return () => signal.removeEventListener('abort', end);
  };
  return { onWaitOver: onAbort, onTimeout: onAbort, onIdle: onAbort };
}
