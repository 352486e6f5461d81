import type { CustomHttpClient } from '../../config/http-options.js';
import type { Resolve } from './destination.js';
import type { SdkCalls } from './sdk-calls.js';
import type {
  LastRequest,
  LastResponse,
  SdkHttpClient,
  SdkRequest,
  SdkResponse,
} from './sdk-contract.js';
import type { TransportOptions } from '../transport.js';
import { authStrategyOf, credentialOfCall } from './wire-credential.js';

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

/** Who is told about the calls of a custom client. */
type CustomHttpClientOptions = Pick<TransportOptions, 'calls' | 'clock'>;

/**
 * A custom `httpClient` behind the rules that need no connection: which hosts get a credential,
 * whose credential it may be, policy and capability. The rest is up to the application: the
 * repeat after a 401, retries, proxies, limits, and errors that show no credential.
 */
export class CustomHttpClientAdapter implements SdkHttpClient {
  readonly #custom: CustomHttpClient;
  readonly #resolve: Resolve;
  readonly #options: CustomHttpClientOptions;
  lastRequest: LastRequest | undefined;
  lastResponse: LastResponse | undefined;

  constructor(custom: CustomHttpClient, resolve: Resolve, options: CustomHttpClientOptions) {
    this.#custom = custom;
    this.#resolve = resolve;
    this.#options = options;
  }

  async request(opts: SdkRequest): Promise<SdkResponse> {
    const { host, pathname: path } = this.#resolve(opts.uri);
    const method = opts.method.toUpperCase();
    const credential = credentialOfCall(opts);
    credential?.assertAllowed({ method, host, path, data: opts.data });
    this.lastRequest = { method, host, path };
    this.lastResponse = undefined;
    const { calls, clock } = this.#options;
    const observed = calls?.start({ method, host, path }, credential?.accountName, clock);
    const send = async (): Promise<SdkResponse> =>
      (await this.#custom.request({
        ...opts,
        headers: withoutAuthorization(opts.headers),
        ...(credential && { authStrategy: authStrategyOf(credential, { isCallAllowed: true }) }),
      })) as SdkResponse;
    const response = await (observed === undefined
      ? send()
      : observed.follow(() => observed.send(send)));
    this.lastResponse = { statusCode: response.statusCode };
    return response;
  }
}

/** Removed as the pool does: it would be sent past rotation and policy. */
function withoutAuthorization(headers: SdkRequest['headers'] = {}): SdkRequest['headers'] {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization');
  return Object.fromEntries(kept);
}
