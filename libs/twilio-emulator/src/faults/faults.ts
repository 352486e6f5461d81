import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemsOfFault } from './fault.js';
import type { AnswerFault, Fault } from './fault.js';
import { newStop } from '../protocol/stop.js';
import type { Product } from '../protocol/host.js';

/** A fault that was injected. */
export interface InjectedFault {
  readonly id: string;
  readonly fault: Fault;
  /** How many requests it was applied to. */
  readonly hits: number;
  /** Removes it. */
  remove(): void;
}

/** The parts of a request that a fault is matched against. */
export interface FaultTarget {
  readonly product: Product | undefined;
  readonly method: string;
  readonly path: string;
}

/**
 * The injected faults. Every latency that matches delays the answer; of the others, the first that
 * matches is the answer. A propagation delay changes no answer, only what it creates.
 *
 * @example
 * emulator.faults.inject({ kind: 'throttle', retryAfterSeconds: 1, times: 2 });
 * emulator.faults.inject({ kind: 'outage', when: { product: 'oauth' } });
 * emulator.faults.clear();
 */
export class Faults {
  readonly #injected = new Map<string, { fault: Fault; hits: number }>();
  readonly #stopping = newStop();
  readonly #held = new Set<Socket>();
  #lastId = 0;

  constructor() {
    // Each request that is delayed listens to it. Beyond ten, Node would warn of a leak.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** @throws {TypeError} for an invalid fault; the message names every problem. */
  inject(fault: Fault): InjectedFault {
    const problems = problemsOfFault(fault);
    if (problems.length > 0) throw new TypeError(`Invalid fault: ${problems.join('; ')}`);
    this.#lastId += 1;
    const id = String(this.#lastId);
    const entry = { fault, hits: 0 };
    this.#injected.set(id, entry);
    return this.#handle(id, entry);
  }

  list(): readonly InjectedFault[] {
    return [...this.#injected].map(([id, entry]) => this.#handle(id, entry));
  }

  /** Removes one fault; returns whether it existed. */
  remove(id: string): boolean {
    return this.#injected.delete(id);
  }

  /** Removes all faults. */
  clear(): void {
    this.#injected.clear();
  }

  /** @internal */
  get isEmpty(): boolean {
    return this.#injected.size === 0;
  }

  /** Waits for the latencies, then returns the fault that is the answer, if any. @internal */
  async match(target: FaultTarget): Promise<AnswerFault | undefined> {
    let delayMs = 0;
    let answer: AnswerFault | undefined;
    for (const [id, entry] of this.#injected) {
      const { fault } = entry;
      if (fault.kind === 'propagation' || !matches(fault, target)) continue;
      if (answer && fault.kind !== 'latency') continue;
      if (fault.kind === 'latency') delayMs += fault.ms;
      else answer = fault;
      this.#hit(id, entry);
    }
    if (delayMs > 0) await this.#wait(delayMs);
    return answer;
  }

  /** How long a credential that this request makes is not accepted. @internal */
  propagationMs(target: FaultTarget): number {
    let longestMs = 0;
    for (const [id, entry] of this.#injected) {
      const { fault } = entry;
      if (fault.kind !== 'propagation' || !matches(fault, target)) continue;
      longestMs = Math.max(longestMs, fault.ms);
      this.#hit(id, entry);
    }
    return longestMs;
  }

  /** Keeps a connection open, without an answer, until the emulator stops. @internal */
  hold(socket: Socket): void {
    this.#held.add(socket);
    socket.once('close', () => this.#held.delete(socket));
  }

  /** Ends every latency and every held connection. @internal */
  stop(): void {
    this.clear();
    this.#stopping.abort();
    for (const socket of this.#held) socket.destroy();
  }

  #hit(id: string, entry: { fault: Fault; hits: number }): void {
    entry.hits += 1;
    if (entry.hits >= (entry.fault.times ?? Infinity)) this.#injected.delete(id);
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
