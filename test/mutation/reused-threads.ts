import { EventEmitter } from 'node:events';
import {
  ThreadsPoolWorker,
  type PoolOptions,
  type PoolRunnerInitializer,
  type PoolWorker,
  type WorkerRequest,
} from 'vitest/node';

/** After so many runs a thread is replaced, so that what tests leave behind does not add up. */
const RUNS_PER_THREAD = 100;

interface KeptThread {
  readonly thread: ThreadsPoolWorker;
  runs: number;
}

/**
 * A pool whose thread, with all modules that it has loaded, is used for one run after another.
 * Vitest ends the threads of a run with it, and to start one and load the modules again takes far
 * longer than the few tests that a mutant needs.
 */
export function reusedThreads(): PoolRunnerInitializer {
  let idle: KeptThread | undefined;
  return {
    name: 'reused-threads',
    createPoolWorker: (options) =>
      new ReusedThread(options, {
        take() {
          const kept = idle;
          idle = undefined;
          return kept;
        },
        give(kept) {
          idle = kept;
        },
      }),
  };
}

interface Keeper {
  take(): KeptThread | undefined;
  give(kept: KeptThread): void;
}

class ReusedThread implements PoolWorker {
  readonly name = 'reused-threads';
  readonly #options: PoolOptions;
  readonly #keeper: Keeper;
  readonly #events = new EventEmitter();
  readonly #forwarded = ['message', 'error', 'exit'].map(
    (event) => [event, (value: unknown) => void this.#events.emit(event, value)] as const,
  );
  #kept: KeptThread | undefined;
  #isReused = false;
  #config: unknown;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: PoolOptions, keeper: Keeper) {
    this.#options = options;
    this.#keeper = keeper;
  }

  on(event: string, callback: (value: unknown) => void): void {
    this.#events.on(event, callback);
  }

  off(event: string, callback: (value: unknown) => void): void {
    this.#events.off(event, callback);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async start(): Promise<void> {
    this.#kept ??= this.#keeper.take();
    this.#isReused = this.#kept !== undefined;
    this.#kept ??= { thread: new ThreadsPoolWorker(this.#options), runs: 0 };
    const { thread } = this.#kept;
    if (!this.#isReused) await thread.start();
    this.#kept.runs += 1;
    for (const [event, listener] of this.#forwarded) thread.on(event, listener);
  }

  /** A thread that has started already gets the configuration of this run along with its files. */
  send(message: WorkerRequest): void {
    const { thread } = this.#kept!;
    if (message.type === 'stop') {
      void this.#running.then(() => this.#answer('stopped'));
    } else if (message.type === 'start' && this.#isReused) {
      this.#config = message.context.config;
      queueMicrotask(() => this.#answer('started'));
    } else if (message.type === 'run') {
      this.#running = this.#finished();
      const { context } = message;
      const changed = this.#isReused ? { ...context, config: this.#config } : context;
      thread.send({ ...message, context: changed });
    } else {
      thread.send(message);
    }
  }

  async stop(): Promise<void> {
    const kept = this.#kept!;
    this.#kept = undefined;
    for (const [event, listener] of this.#forwarded) kept.thread.off(event, listener);
    if (kept.runs < RUNS_PER_THREAD) this.#keeper.give(kept);
    else await kept.thread.stop();
  }

  #finished(): Promise<unknown> {
    return new Promise<void>((resolve) => {
      const onMessage = (message: unknown): void => {
        if ((message as { type?: unknown } | null)?.type !== 'testfileFinished') return;
        this.#events.off('message', onMessage);
        resolve();
      };
      this.#events.on('message', onMessage);
    });
  }

  #answer(type: 'started' | 'stopped'): void {
    this.#events.emit('message', { type, __vitest_worker_response__: true });
  }
}
