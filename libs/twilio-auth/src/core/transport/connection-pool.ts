import { readFileSync } from 'node:fs';
import type { Dispatcher } from 'undici';
import type { HttpOptions } from '../config/options.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { Clock } from '../primitives/clock.js';
import { ExchangeFailure } from './exchange-failure.js';
import type { TransportEnvironment } from './transport.js';

const CONNECTIONS = 20;

/** Idle connections are kept this long, well below the 60 s after which load balancers drop them. */
const KEEP_ALIVE_MS = 20_000;

/** The connections of all accounts of one module. Opened, and its library loaded, on first use. */
export class ConnectionPool {
  #dispatcher: Promise<Dispatcher> | undefined;
  #closed = false;

  constructor(
    private readonly http: HttpOptions,
    private readonly env: TransportEnvironment,
    private readonly clock: Clock,
  ) {}

  get(): Promise<Dispatcher> {
    if (this.#closed) return Promise.reject(new ExchangeFailure('UND_ERR_CLOSED', false));
    this.#dispatcher ??= open(this.http, this.env);
    return this.#dispatcher;
  }

  /** Lets requests in flight finish for `graceMs`, then ends them. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    const dispatcher = await this.#dispatcher?.catch(() => undefined);
    if (dispatcher === undefined) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = this.clock.after(
        graceMs,
        () => void dispatcher.destroy().then(resolve, reject),
      );
      dispatcher.close().then(() => {
        cancel();
        resolve();
      }, reject);
    });
  }
}

async function open(http: HttpOptions, env: TransportEnvironment): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent, ProxyAgent } = await import('undici');
  const ca = http.ca ?? readBundle(env.caBundlePath);
  const tls = ca === undefined ? {} : { ca };
  const options = {
    connections: http.connections ?? CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Each exchange has one deadline for everything; the client's own would only hide it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  };
  if (typeof http.proxy === 'string') return new ProxyAgent({ ...options, uri: http.proxy });
  const { httpProxy = '', httpsProxy = '', noProxy = '' } = env;
  if (http.proxy === false || (httpProxy === '' && httpsProxy === '')) return new Agent(options);
  return new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy });
}

function readBundle(path: string | undefined): Buffer | undefined {
  if (path === undefined || path === '') return undefined;
  try {
    return readFileSync(path);
  } catch {
    throw new TwilioAuthConfigError([
      {
        path: 'http.ca',
        variable: 'TWILIO_CA_BUNDLE',
        expected: 'a readable PEM file',
        remedy: 'Correct the path or its permissions, or unset the variable.',
      },
    ]);
  }
}
