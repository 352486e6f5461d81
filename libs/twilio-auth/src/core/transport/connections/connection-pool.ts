import type { HttpOptions } from '../../config/http-options.js';
import type { NetworkEnv } from '../../config/read-env.js';
import type { Clock } from '../../primitives/clock.js';
import type { Dispatches } from '../../primitives/mock-agent.js';
import { certificateAuthorities } from './certificate-authorities.js';
import { Closing } from './closing.js';
import { createConnect } from './connect.js';
import { Exchange } from './exchange.js';
import type { ExchangeLimits, WireRequest, WireResponse } from './wire.js';
import { ExchangeFailure } from '../answers/failures.js';
import { HostConnections, type HostDeps } from './host-connections.js';
import { createDispatcherRule, withAnyHandlers } from './other-dispatcher.js';
import { createProxyRule } from './proxies.js';

const CONNECTIONS = 20;
const MAX_QUEUED = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** What one exchange may take, and for whom it is. */
interface ExchangeOptions extends ExchangeLimits {
  /** Accounts take turns. */
  readonly account: string;
}

interface PoolPorts {
  readonly clock: Clock;
  /** Where a global `MockAgent` is not looked for. Default: it is production. */
  readonly isProduction?: boolean | undefined;
}

/** The connections of all accounts of one module. `undici` is loaded by the first request. */
export class ConnectionPool {
  readonly closing = new Closing();
  readonly #deps: Omit<HostDeps, 'UndiciClient'>;
  readonly #hosts = new Map<string, HostConnections>();
  readonly #otherDispatcher: () => Dispatches | undefined;
  #UndiciClient: HostDeps['UndiciClient'] | undefined;
  readonly #onIdle = new Set<() => void>();
  #inFlight = 0;
  #isDestroyed = false;

  constructor(http: HttpOptions, env: NetworkEnv, { clock, isProduction = true }: PoolPorts) {
    this.#otherDispatcher = createDispatcherRule(http, { isProduction });
    const timeoutMs = http.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    const proxyFor = createProxyRule(http, env);
    const ca = certificateAuthorities(http, env);
    this.#deps = {
      connections: http.connections ?? CONNECTIONS,
      maxQueued: http.maxQueued ?? MAX_QUEUED,
      connect: createConnect({ proxyFor, timeoutMs, ca, clock }),
      clock,
    };
  }

  /** Sends one request once. Rejects with an {@link ExchangeFailure}. */
  send(request: WireRequest, options: ExchangeOptions): Promise<WireResponse> {
    if (this.closing.isClosed) return Promise.reject(new ExchangeFailure('UND_ERR_CLOSED', 'no'));
    const other = this.#otherDispatcher();
    if (other !== undefined) return this.#sendBy(other, request, options);
    const UndiciClient = this.#UndiciClient;
    return UndiciClient === undefined
      ? this.#loadAndSend(request, options)
      : this.#send(UndiciClient, request, options);
  }

  async #loadAndSend(request: WireRequest, options: ExchangeOptions): Promise<WireResponse> {
    this.#inFlight += 1;
    try {
      const UndiciClient = (this.#UndiciClient ??= await loadClient());
      if (this.#isDestroyed) throw new ExchangeFailure('UND_ERR_DESTROYED', 'no');
      return await this.#send(UndiciClient, request, options);
    } finally {
      this.#onOver();
    }
  }

  #send(
    UndiciClient: HostDeps['UndiciClient'],
    request: WireRequest,
    options: ExchangeOptions,
  ): Promise<WireResponse> {
    return new Promise((resolve, reject) => {
      if (options.stream?.signal?.aborted) return reject(new ExchangeFailure('ABORTED', 'no'));
      this.#inFlight += 1;
      const onOver = (): void => this.#onOver();
      const exchange = new Exchange(request, options, { resolve, reject, onOver });
      this.#hostOf(request.origin, UndiciClient).add(exchange, options.account);
    });
  }

  async #sendBy(
    other: Dispatches,
    request: WireRequest,
    options: ExchangeOptions,
  ): Promise<WireResponse> {
    const dispatcher = await withAnyHandlers(other);
    return new Promise((resolve, reject) => {
      this.#inFlight += 1;
      const onOver = (): void => this.#onOver();
      new Exchange(request, options, { resolve, reject, onOver }).sendOn(dispatcher, () => {});
    });
  }

  #onOver(): void {
    this.#inFlight -= 1;
    if (this.#inFlight === 0) for (const onIdle of this.#onIdle) onIdle();
  }

  /**
   * Gives requests in flight `graceMs` to finish, then ends them. Of two calls, the one whose time
   * is over first ends them.
   */
  async close(graceMs: number): Promise<void> {
    this.closing.close();
    if (this.#inFlight > 0) {
      await new Promise<void>((resolve) => {
        const end = (): void => {
          cancel();
          this.#onIdle.delete(end);
          resolve();
        };
        const cancel = this.#deps.clock.hold(graceMs, end);
        this.#onIdle.add(end);
      });
    }
    this.#isDestroyed = true;
    await Promise.all([...this.#hosts.values()].map((host) => host.destroy()));
  }

  #hostOf(origin: string, UndiciClient: HostDeps['UndiciClient']): HostConnections {
    const known = this.#hosts.get(origin);
    if (known !== undefined) return known;
    const deps = { ...this.#deps, UndiciClient };
    const host = new HostConnections(origin, deps, () => this.#hosts.delete(origin));
    this.#hosts.set(origin, host);
    return host;
  }
}

async function loadClient(): Promise<HostDeps['UndiciClient']> {
  const { default: UndiciClient } = await import('undici/lib/dispatcher/client.js');
  return UndiciClient;
}
