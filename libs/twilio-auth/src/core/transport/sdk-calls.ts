import type { ConnectionPool } from './connection-pool.js';
import { connectionError } from './connection-error.js';
import type { Resolve } from './destination.js';
import { exchange, type WireResponse } from './exchange.js';
import { encodeBody, encodeQuery } from './request-encoding.js';
import { decodeText, joinHeaders, parseBody } from './response-decoding.js';
import type { SdkRequest, SdkResponse } from './sdk-contract.js';
import type { LastRequest, TransportOptions } from './transport.js';
import { wireCredentialOf } from './wire-credential.js';

const TIMEOUT_MS = 30_000;
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Makes the calls of all SDK clients of one module. */
export class SdkCalls {
  constructor(
    private readonly pool: ConnectionPool,
    private readonly resolve: Resolve,
    private readonly options: TransportOptions,
  ) {}

  async make(opts: SdkRequest, remember: (request: LastRequest) => void): Promise<SdkResponse> {
    const destination = this.resolve(opts.uri);
    const method = opts.method.toUpperCase();
    const request = { method, host: destination.host, path: destination.pathname };
    remember(request);
    const credential = wireCredentialOf(opts.authStrategy);
    credential?.admit({ ...request, data: opts.data });
    try {
      const authorization = await credential?.authorization();
      let response = await this.#send(opts, authorization);
      if (
        response.status === 401 &&
        credential !== undefined &&
        authorization !== undefined &&
        (await credential.rejected(authorization))
      ) {
        response = await this.#send(opts, await credential.authorization());
      }
      return {
        statusCode: response.status,
        headers: joinHeaders(response.headers),
        body: parseBody(decodeText(response.body)),
      };
    } catch (failure) {
      throw connectionError(failure, request, credential?.account);
    }
  }

  async #send(opts: SdkRequest, authorization: string | undefined): Promise<WireResponse> {
    const { origin, host, pathname, search, prefix } = this.resolve(opts.uri);
    const headers = ['host', host];
    for (const [name, value] of Object.entries(opts.headers ?? {})) headers.push(name, value);
    if (authorization !== undefined) headers.push('authorization', authorization);
    const timeoutMs = opts.timeout || this.options.http?.timeoutMs || TIMEOUT_MS;
    return exchange(
      await this.pool.get(),
      {
        origin,
        method: opts.method.toUpperCase(),
        path: prefix + pathname + encodeQuery(search, opts.params),
        headers,
        body: encodeBody(opts.data, opts.headers?.['Content-Type']),
      },
      {
        maxBodyBytes: MAX_BODY_BYTES,
        onTimeout: (end) => this.options.clock.after(timeoutMs, end),
      },
    );
  }
}
