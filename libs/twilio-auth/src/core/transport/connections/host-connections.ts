import { Connection, type ConnectionDeps } from './connection.js';
import type { Exchange } from './exchange.js';
import { WaitingCalls } from './waiting-calls.js';

/** What the connections of all hosts share. */
export interface HostDeps extends ConnectionDeps {
  /** Connections per host at most. */
  readonly connections: number;
  /** Calls per host that may wait for one. */
  readonly maxQueued: number;
}

/**
 * The connections to one host, and the calls that wait for one. The pools of `undici` know no
 * accounts, have no limit for what waits, and let a connection that does not open hold up the
 * calls behind it.
 */
export class HostConnections {
  readonly #origin: string;
  readonly #deps: HostDeps;
  readonly #onUnused: () => void;
  readonly #waiting: WaitingCalls;
  readonly #all = new Set<Connection>();
  /** The most recently used one is used first, so that the others can close. */
  readonly #idle: Connection[] = [];
  /** All but those that are slow to open. */
  #counted = 0;

  constructor(origin: string, deps: HostDeps, onUnused: () => void) {
    this.#origin = origin;
    this.#deps = deps;
    this.#onUnused = onUnused;
    this.#waiting = new WaitingCalls(deps.maxQueued);
  }

  /** Sends the call as soon as there is a connection for it. */
  add(call: Exchange, account: string): void {
    const connection = this.#available();
    if (connection === undefined) this.#waiting.add(call, account);
    else this.#send(call, connection);
  }

  /** Ends every call and every connection. */
  async destroy(): Promise<void> {
    this.#waiting.endAll('UND_ERR_DESTROYED');
    await Promise.all([...this.#all].map((connection) => connection.destroy()));
  }

  #available(): Connection | undefined {
    let idle = this.#idle.pop();
    while (idle?.isExpired() === true) {
      this.#forget(idle);
      idle = this.#idle.pop();
    }
    return idle ?? (this.#counted < this.#deps.connections ? this.#open() : undefined);
  }

  #open(): Connection {
    const connection: Connection = new Connection(this.#origin, this.#deps, {
      onSlow: () => this.#onSlow(connection),
      onClosed: () => {
        if (!connection.isBusy) this.#remove(connection);
      },
    });
    this.#all.add(connection);
    this.#counted += 1;
    return connection;
  }

  #send(call: Exchange, connection: Connection): void {
    connection.isBusy = true;
    call.sendOn(connection.client, (isUsable) => this.#onFree(connection, isUsable));
  }

  #sendWaiting(): void {
    while (!this.#waiting.isEmpty) {
      const connection = this.#available();
      if (connection === undefined) return;
      const call = this.#waiting.next();
      if (call !== undefined) this.#send(call, connection);
    }
  }

  #onFree(connection: Connection, isUsable: boolean): void {
    connection.isBusy = false;
    const isWanted = connection.isCounted || this.#counted < this.#deps.connections;
    if (isUsable && isWanted) {
      if (!connection.isCounted) this.#counted += 1;
      connection.isCounted = true;
      connection.startIdling();
      this.#idle.push(connection);
    } else {
      this.#remove(connection);
    }
    // Not at once: undici may be in the middle of ending the requests of this connection.
    queueMicrotask(() => this.#sendWaiting());
  }

  #onSlow(connection: Connection): void {
    if (!connection.isCounted) return;
    connection.isCounted = false;
    this.#counted -= 1;
    this.#sendWaiting();
  }

  #remove(connection: Connection): void {
    if (!this.#forget(connection)) return;
    if (this.#all.size === 0 && this.#waiting.isEmpty) this.#onUnused();
  }

  /** Whether it was one of ours. */
  #forget(connection: Connection): boolean {
    if (!this.#all.delete(connection)) return false;
    if (connection.isCounted) this.#counted -= 1;
    connection.isCounted = false;
    const at = this.#idle.indexOf(connection);
    if (at !== -1) this.#idle.splice(at, 1);
    void connection.destroy();
    return true;
  }
}
