import type { Clock } from '../primitives/clock.js';
import type { TwilioTokenError } from '../errors/token.error.js';

const MEMORY_MS = 5_000;

/** Remembers a "no" for five seconds, so that a wrong secret under load is no request storm. */
export class RefusalMemory {
  readonly #clock: Clock;
  #refusal: { readonly error: TwilioTokenError; readonly untilMs: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  remember(error: TwilioTokenError): void {
    this.#refusal = { error, untilMs: this.#clock.monotonicMs() + MEMORY_MS };
  }

  forget(): void {
    this.#refusal = undefined;
  }

  /** The refusal, while it is remembered. */
  recall(): TwilioTokenError | undefined {
    if (this.#refusal === undefined) return undefined;
    if (this.#clock.monotonicMs() >= this.#refusal.untilMs) this.#refusal = undefined;
    return this.#refusal?.error;
  }
}
