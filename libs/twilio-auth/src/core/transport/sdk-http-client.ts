import type { SdkCalls } from './sdk-calls.js';
import type { SdkRequest, SdkResponse } from './sdk-contract.js';
import type { LastRequest, LastResponse, SdkHttpClient } from './transport.js';

/** The `httpClient` of one SDK client: what it remembers is per client, never per pool. */
export class PooledHttpClient implements SdkHttpClient {
  readonly #calls: SdkCalls;
  lastRequest: LastRequest | undefined;
  lastResponse: LastResponse | undefined;

  constructor(calls: SdkCalls) {
    this.#calls = calls;
  }

  async request(opts: SdkRequest): Promise<SdkResponse> {
    this.lastResponse = undefined;
    const response = await this.#calls.make(opts, (request) => {
      this.lastRequest = request;
    });
    this.lastResponse = { statusCode: response.statusCode };
    return response;
  }
}
