import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../../primitives/clock.js';
import { limitTimer } from '../../primitives/limit-timer.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import { withCode } from '../answers/failures.js';
import type { ProxyFor, Target } from './proxies.js';
import { openTunnel } from './tunnel.js';

const TCP_KEEP_ALIVE_MS = 60_000;

/** A TLS session per server saves a round trip; Twilio has about fifty of them. */
const MAX_SESSIONS = 100;

/** Called once: with an error, or with a connection that is ready for a request. */
type OnConnection = (...outcome: [error: Error, socket: null] | [null, Socket]) => void;

/** Opens a connection, through a proxy where there is one. Returns a function that gives it up. */
export type Connect = (
  target: Target & { readonly servername: string },
  onConnection: OnConnection,
) => () => void;

/** What opening connections needs. */
interface ConnectOptions {
  readonly proxyFor: ProxyFor;
  /** For everything together: name lookup, proxy, TLS handshake. */
  readonly timeoutMs: number;
  readonly ca: string | Buffer | undefined;
  readonly clock: Clock;
}

/**
 * Opens connections itself rather than by `undici`, whose proxy agent waits for five minutes for
 * a proxy that does not answer.
 */
export function createConnect({ proxyFor, timeoutMs, ca, clock }: ConnectOptions): Connect {
  const sessions = new Sessions();

  async function open(target: Parameters<Connect>[0], attempt: Attempt): Promise<Socket> {
    // Not below the functions that dispatch the request: an error here must not show its body.
    await Promise.resolve();
    const proxy = proxyFor(target);
    if (proxy === undefined) return to(target, target.servername, attempt);
    const tunnel = await to(proxy, proxy.host, attempt);
    await openTunnel(tunnel, target, proxy.authorization);
    return target.isTls ? secure(target, target.servername, attempt, tunnel) : tunnel;
  }

  function to(target: Target, servername: string, attempt: Attempt): Promise<Socket> {
    if (target.isTls) return secure(target, servername, attempt);
    return attempt.ready(connectTcp(target.port, target.host), 'connect');
  }

  function secure(
    { host, port }: Target,
    name: string,
    attempt: Attempt,
    over?: Socket,
  ): Promise<Socket> {
    const servername = isIP(name) === 0 ? name : '';
    const session = sessions.of(name);
    const known = withoutUndefined({ ca, session, socket: over });
    const socket = connectTls({ host, port, servername, ALPNProtocols: ['http/1.1'], ...known });
    socket.on('session', (next: Buffer) => sessions.keep(name, next));
    return attempt.ready(socket, 'secureConnect');
  }

  return (target, onConnection) => {
    const attempt = new Attempt();
    const after: Clock['after'] = (ms, onOver) => clock.after(ms, onOver);
    const cancelTimeout = limitTimer(after, timeoutMs, () => {
      attempt.end(withCode('UND_ERR_CONNECT_TIMEOUT'));
    });
    open(target, attempt).then(
      (socket) => {
        cancelTimeout();
        onConnection(null, socket);
      },
      (error: Error) => {
        cancelTimeout();
        attempt.end(error);
        onConnection(error, null);
      },
    );
    return () => attempt.end(withCode('UND_ERR_ABORTED'));
  };
}

/** The sockets of one attempt: to the target, or to a proxy and through it. */
class Attempt {
  readonly #sockets: Socket[] = [];
  #ended: Error | undefined;

  ready(socket: Socket, event: 'connect' | 'secureConnect'): Promise<Socket> {
    this.#sockets.push(socket);
    if (this.#ended !== undefined) socket.destroy(this.#ended);
    socket.setNoDelay(true).setKeepAlive(true, TCP_KEEP_ALIVE_MS);
    return new Promise((resolve, reject) => {
      socket.once(event, () => resolve(socket));
      // Never removed: an error that nobody listens to would end the process.
      socket.on('error', reject);
      socket.once('close', () => reject(withCode('ECONNRESET')));
    });
  }

  end(error: Error): void {
    this.#ended = error;
    for (const socket of this.#sockets.toReversed()) socket.destroy(error);
  }
}

/** The last TLS session of each server, the most recent servers only. */
class Sessions {
  readonly #byName = new Map<string, Buffer>();

  of(name: string): Buffer | undefined {
    return this.#byName.get(name);
  }

  keep(name: string, session: Buffer): void {
    this.#byName.delete(name);
    this.#byName.set(name, session);
    const [oldest] = this.#byName.keys();
    if (this.#byName.size > MAX_SESSIONS && oldest !== undefined) this.#byName.delete(oldest);
  }
}
