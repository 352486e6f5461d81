import type { Dispatcher } from 'undici';
import type { HttpOptions } from '../config/http-options.js';
import type { Clock } from '../primitives/clock.js';
import { exchange, type ExchangeLimits, type WireRequest, type WireResponse } from './exchange.js';
import { ExchangeFailure } from './failures.js';
import { certificateAuthorities, proxySettings, type ProxySettings } from './pool-settings.js';
import type { TransportEnvironment } from './transport.js';

const CONNECTIONS = 20;

/** Idle connections are kept this long, well below the 60 s after which load balancers drop them. */
const KEEP_ALIVE_MS = 20_000;

/** The connections of all accounts of one module. `undici` is loaded by the first request. */
export class ConnectionPool {
  readonly #open: () => Promise<Dispatcher>;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #dispatcher: Promise<Dispatcher> | undefined;
  #inFlight = 0;
  #onIdle: (() => void) | undefined;

  constructor(http: HttpOptions, env: TransportEnvironment, clock: Clock) {
    const proxy = proxySettings(http, env);
    const ca = certificateAuthorities(http, env);
    this.#open = () => openDispatcher(http.connections ?? CONNECTIONS, proxy, ca);
    this.#clock = clock;
  }

  /** Aborts when {@link close} is called. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Sends one request once. Rejects with an {@link ExchangeFailure}. */
  async send(request: WireRequest, limits: ExchangeLimits): Promise<WireResponse> {
    if (this.closing.aborted) throw new ExchangeFailure('UND_ERR_CLOSED', 'no');
    this.#dispatcher ??= this.#open();
    this.#inFlight += 1;
    try {
      return await exchange(await this.#dispatcher, request, limits);
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#onIdle?.();
    }
  }

  /**
   * Gives requests in flight `graceMs` to finish, then ends them. The dispatcher's own `close()`
   * could do the first half, but it forgets its connections, and a `destroy()` after it would find
   * none to end.
   */
  async close(graceMs: number): Promise<void> {
    if (this.closing.aborted) return;
    this.#closing.abort();
    if (this.#inFlight > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.hold(graceMs, resolve);
        this.#onIdle = () => {
          cancel();
          resolve();
        };
      });
    }
    const dispatcher = await this.#dispatcher?.catch(() => undefined);
    await dispatcher?.destroy();
  }
}

async function openDispatcher(
  connections: number,
  proxy: ProxySettings,
  ca: string | Buffer | undefined,
): Promise<Dispatcher> {
  const tls = ca === undefined ? {} : { ca };
  const options = {
    connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Each exchange has one deadline for everything; the client's own would only hide it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  };
  if (proxy.kind === 'none') {
    const { default: Agent } = await import('undici/lib/dispatcher/agent.js');
    return new Agent(options);
  }
  // A proxy agent works only after the entry point has completed its base class.
  const { EnvHttpProxyAgent, ProxyAgent } = await import('undici');
  if (proxy.kind === 'always') return new ProxyAgent({ ...options, uri: proxy.uri });
  const { httpProxy, httpsProxy, noProxy } = proxy;
  return new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy });
}
