import type { TokenStore } from '../config/token-store.js';
import type { Clock } from '../primitives/clock.js';
import { keyError } from './key-error.js';

/** A lock of a run that was killed ends by itself after this time. */
const TTL_MS = 30_000;
const RENEW_MS = 5_000;
/** How long a run waits for the lock of one that may have been killed. */
const PATIENCE_MS = TTL_MS + RENEW_MS;
const RETRY_MS = 1_000;

/** The lock of a run, while the run works. */
export interface RunLock {
  /** @throws TwilioAuthError `TWILIO_AUTH_KEY_CHANGE_FAILED` when it was lost, so that another run may be at work. */
  requireHeld(): void;
}

type Lock = (name: string, ttlMs: number) => Promise<(() => Promise<void>) | undefined>;

/**
 * Works while no other run of this name does, as long as it takes. A store has locks that end after
 * a time and cannot be extended, so a run holds two of them and renews one at a time.
 *
 * Rejects with `TWILIO_AUTH_KEY_CHANGE_FAILED` when another run holds them.
 */
export async function withRunLock<T>(
  store: TokenStore,
  name: string,
  clock: Clock,
  work: (lock: RunLock) => Promise<T>,
): Promise<T> {
  const lock: Lock = async (part, ttlMs) => store.lock?.(part, ttlMs);
  const pair = new LockPair(lock, name, clock);
  const endMs = clock.monotonicMs() + PATIENCE_MS;
  while (!(await pair.acquire())) {
    if (clock.monotonicMs() >= endMs) {
      throw keyError(
        'in-progress',
        'Another run is at work with this credential.',
        'Run it again when the other one has ended.',
      );
    }
    await new Promise<void>((resolve) => void clock.hold(RETRY_MS, resolve));
  }
  try {
    return await work(pair);
  } finally {
    await pair.release();
  }
}

/** Works with steps only while no other run of this name does, where there is a store for locks. */
export function lockedSteps<O extends { readonly onStep?: OnStep }, T>(
  store: TokenStore | undefined,
  name: string,
  clock: Clock,
  options: O,
  work: (options: O) => Promise<T>,
): Promise<T> {
  if (store === undefined) return work(options);
  return withRunLock(store, name, clock, (lock) => {
    const onStep: OnStep = (...step) => {
      lock.requireHeld();
      return options.onStep?.(...step);
    };
    return work({ ...options, onStep });
  });
}

type OnStep = (...step: never) => void | Promise<void>;

class LockPair implements RunLock {
  readonly #lock: Lock;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #parts: [Part, Part] = [{ untilMs: 0 }, { untilMs: 0 }];
  #next: 0 | 1 = 0;
  #stop: () => void = () => undefined;
  #renewal: Promise<unknown> = Promise.resolve();
  #isReleased = false;

  constructor(lock: Lock, name: string, clock: Clock) {
    this.#lock = lock;
    this.#name = name;
    this.#clock = clock;
  }

  async acquire(): Promise<boolean> {
    const isHeld = (await this.#take(0)) && (await this.#take(1));
    if (isHeld) this.#renewLater();
    else await this.#releaseAll();
    return isHeld;
  }

  requireHeld(): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#parts.some(({ untilMs }) => untilMs > nowMs)) return;
    throw keyError(
      'in-progress',
      'The lock was lost, and another run may be at work. What is in use still works.',
      'Run it again when no other run is at work.',
    );
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    this.#stop();
    await this.#renewal;
    await this.#releaseAll();
  }

  #renewLater(): void {
    if (this.#isReleased) return;
    this.#stop = this.#clock.after(RENEW_MS, () => {
      this.#renewal = this.#renew().finally(() => this.#renewLater());
    });
  }

  /** The other part is held meanwhile. Where it fails, the next turn but one tries again. */
  async #renew(): Promise<void> {
    const at = this.#next;
    this.#next = at === 0 ? 1 : 0;
    await this.#parts[at].release?.().catch(() => undefined);
    await this.#take(at).catch(() => undefined);
  }

  async #take(at: 0 | 1): Promise<boolean> {
    const startedMs = this.#clock.monotonicMs();
    const release = await this.#lock(`${this.#name}:${at}`, TTL_MS);
    this.#parts[at] = release ? { untilMs: startedMs + TTL_MS, release } : { untilMs: 0 };
    return release !== undefined;
  }

  async #releaseAll(): Promise<void> {
    for (const { release } of this.#parts) await release?.().catch(() => undefined);
  }
}

interface Part {
  readonly untilMs: number;
  readonly release?: () => Promise<void>;
}
