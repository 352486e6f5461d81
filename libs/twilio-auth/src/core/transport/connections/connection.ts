import type { buildConnector, Client } from 'undici';
import type { Clock } from '../../primitives/clock.js';
import type { Connect } from './connect.js';

/** Idle connections are kept this long, well below the 60 s after which load balancers drop them. */
const KEEP_ALIVE_MS = 20_000;

/** A connection that takes longer to open does not keep others from being opened. */
const SLOW_MS = 1_000;

/** What connections are made with. */
export interface ConnectionDeps {
  readonly UndiciClient: typeof Client;
  readonly connect: Connect;
  readonly clock: Clock;
}

/** What the owner of a connection learns of it. */
interface ConnectionEvents {
  readonly onSlow: () => void;
  readonly onClosed: () => void;
}

/** One connection, opened by the first request that it carries, and again once it has closed. */
export class Connection {
  readonly client: Client;
  /** Whether it carries a request. */
  isBusy = false;
  #idleSince = { wallMs: 0, monotonicMs: 0 };
  readonly #clock: Clock;
  /** Whether it takes one of the connections that the host may have. */
  isCounted = true;
  #giveUp: (() => void) | undefined;

  constructor(
    origin: string,
    { UndiciClient, connect, clock }: ConnectionDeps,
    { onSlow, onClosed }: ConnectionEvents,
  ) {
    this.#clock = clock;
    this.client = new UndiciClient(origin, {
      keepAliveTimeout: KEEP_ALIVE_MS,
      // Each exchange has one deadline for everything; the client's own would only hide it.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (options, callback) => {
        const cancelSlow = clock.after(SLOW_MS, onSlow);
        this.#giveUp = connect(targetOf(options), (...outcome) => {
          cancelSlow();
          this.#giveUp = undefined;
          callback(...outcome);
        });
      },
    });
    this.client.on('disconnect', onClosed);
    this.client.on('connectionError', onClosed);
  }

  /** It has answered, and waits for its next request. */
  startIdling(): void {
    this.#idleSince = { wallMs: this.#clock.wallMs(), monotonicMs: this.#clock.monotonicMs() };
  }

  /**
   * Whether it was idle for longer than it is kept. The timer that would have closed it did not run
   * while the process was frozen, and the other side has hung up meanwhile.
   */
  isExpired(): boolean {
    const { wallMs, monotonicMs } = this.#idleSince;
    const idleMs = Math.max(this.#clock.wallMs() - wallMs, this.#clock.monotonicMs() - monotonicMs);
    return idleMs > KEEP_ALIVE_MS;
  }

  /** Closes it, or gives up opening it. */
  async destroy(): Promise<void> {
    this.#giveUp?.();
    await this.client.destroy();
  }
}

function targetOf({ protocol, hostname, port, servername }: buildConnector.Options) {
  const isTls = protocol === 'https:';
  return {
    isTls,
    host: hostname,
    port: Number(port) || (isTls ? 443 : 80),
    servername: servername ?? hostname,
  };
}
