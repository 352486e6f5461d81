import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemsOfFault } from './fault.js';
import type { DecisiveFault, Fault } from './fault.js';
import type { Product } from '../server/host.js';

/** A fault at work. */
export interface InjectedFault {
  readonly id: string;
  readonly fault: Fault;
  /** How many requests it has met. */
  readonly hits: number;
  /** Ends it. */
  remove(): void;
}

/** What a fault is matched against. */
export interface FaultTarget {
  readonly product: Product | undefined;
  readonly method: string;
  readonly path: string;
}

/**
 * The faults at work. Every latency that matches is waited for; of the others the first that
 * matches decides.
 *
 * @example
 * emulator.faults.inject({ kind: 'throttle', retryAfterSeconds: 1, times: 2 });
 * emulator.faults.inject({ kind: 'outage', when: { product: 'oauth' } });
 * emulator.faults.clear();
 */
export class Faults {
  readonly #injected = new Map<string, { fault: Fault; hits: number }>();
  readonly #stopping = new AbortController();
  readonly #held = new Set<Socket>();
  #lastId = 0;

  /** @throws {TypeError} for a fault that makes no sense; the message names every problem. */
  inject(fault: Fault): InjectedFault {
    const problems = problemsOfFault(fault);
    if (problems.length > 0) throw new TypeError(`Not a fault: ${problems.join('; ')}`);
    this.#lastId += 1;
    const id = String(this.#lastId);
    const entry = { fault, hits: 0 };
    this.#injected.set(id, entry);
    return this.#handle(id, entry);
  }

  list(): readonly InjectedFault[] {
    return [...this.#injected].map(([id, entry]) => this.#handle(id, entry));
  }

  /** Ends one fault. Says whether it was there. */
  remove(id: string): boolean {
    return this.#injected.delete(id);
  }

  /** Ends all faults. */
  clear(): void {
    this.#injected.clear();
  }

  /** @internal */
  get isEmpty(): boolean {
    return this.#injected.size === 0;
  }

  /** Waits out the latencies, then names the fault that decides, if any. @internal */
  async match(target: FaultTarget): Promise<DecisiveFault | undefined> {
    let delayMs = 0;
    let decisive: DecisiveFault | undefined;
    for (const [id, entry] of this.#injected) {
      const { fault } = entry;
      if (!matches(fault, target) || (decisive && fault.kind !== 'latency')) continue;
      if (fault.kind === 'latency') delayMs += fault.ms;
      else decisive = fault;
      entry.hits += 1;
      if (entry.hits >= (fault.times ?? Infinity)) this.#injected.delete(id);
    }
    if (delayMs > 0) await this.#wait(delayMs);
    return decisive;
  }

  /** Keeps a connection open, without an answer, until the emulator stops. @internal */
  hold(socket: Socket): void {
    this.#held.add(socket);
    socket.once('close', () => this.#held.delete(socket));
  }

  /** Nobody waits any longer. @internal */
  stop(): void {
    this.clear();
    this.#stopping.abort();
    for (const socket of this.#held) socket.destroy();
  }

  async #wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  #handle(id: string, entry: { fault: Fault; hits: number }): InjectedFault {
    return {
      id,
      fault: entry.fault,
      get hits() {
        return entry.hits;
      },
      remove: () => {
        this.remove(id);
      },
    };
  }
}

function matches({ when = {} }: Fault, { product, method, path }: FaultTarget): boolean {
  return (
    (when.product === undefined || when.product === product) &&
    (when.method === undefined || when.method.toUpperCase() === method) &&
    (when.path === undefined || path.includes(when.path))
  );
}
