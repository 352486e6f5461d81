import type { SendTokenRequest, TokenRequest } from '../oauth/oauth-client.js';
import type { ConnectionPool } from './connection-pool.js';
import { connectionError } from './connection-error.js';
import type { Resolve } from './destination.js';
import { ExchangeFailure } from './exchange-failure.js';

/**
 * Reaches the token endpoint through the pool. It gets exactly the headers of the request:
 * no API credential is known here.
 */
export function createTokenSender(pool: ConnectionPool, resolve: Resolve): SendTokenRequest {
  return async (request) => {
    const { origin, host, pathname, search, prefix, servername } = resolve(request.url);
    try {
      if (request.signal.aborted) throw new ExchangeFailure('TIMEOUT', false);
      return await pool.send(
        {
          origin,
          servername,
          method: 'POST',
          path: prefix + pathname + search,
          headers: ['host', host, ...Object.entries(request.headers).flat()],
          body: request.body,
        },
        { maxBodyBytes: request.maxBodyBytes, onTimeout: (end) => onAbort(request, end) },
      );
    } catch (failure) {
      throw connectionError(failure, { method: 'POST', host, path: pathname }, { origin });
    }
  };
}

function onAbort({ signal }: TokenRequest, end: () => void): () => void {
  signal.addEventListener('abort', end, { once: true });
  return () => signal.removeEventListener('abort', end);
}
