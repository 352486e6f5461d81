import type { OwnHttpClient } from '../config/own-http-client.js';
import { callCredential } from './call-credential.js';
import type { Resolve } from './destination.js';
import type { SdkRequest, SdkResponse } from './sdk-contract.js';
import type { LastRequest, LastResponse, SdkHttpClient } from './transport.js';

/**
 * An `httpClient` of the application's own, behind the rules that need no wire: where a
 * credential may go, whose it may be, policy and capability. All else is the application's:
 * the repeat after a 401, retries, proxies, limits, and errors that show no credential.
 */
export class OwnedHttpClient implements SdkHttpClient {
  readonly #own: OwnHttpClient;
  readonly #resolve: Resolve;
  lastRequest: LastRequest | undefined;
  lastResponse: LastResponse | undefined;

  constructor(own: OwnHttpClient, resolve: Resolve) {
    this.#own = own;
    this.#resolve = resolve;
  }

  async request(opts: SdkRequest): Promise<SdkResponse> {
    const { host, pathname: path } = this.#resolve(opts.uri);
    const method = opts.method.toUpperCase();
    callCredential(opts)?.admit({ method, host, path, data: opts.data });
    this.lastRequest = { method, host, path };
    this.lastResponse = undefined;
    const response = (await this.#own.request(opts)) as SdkResponse;
    this.lastResponse = { statusCode: response.statusCode };
    return response;
  }
}
