import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';

/** Knows the pauses before a retry from the other timers: they keep the process alive. */
export class PauseClock extends FakeClock {
  /** Their lengths in milliseconds, in the order in which they began. */
  readonly pauses: number[] = [];

  override hold(delayMs: number, callback: () => void): () => void {
    this.pauses.push(delayMs);
    return super.hold(delayMs, callback);
  }
}
