import { TwilioAuthConfigError, type ConfigProblem } from '../errors/config.error.js';

/** Collects everything that is wrong, so that one start shows it all. */
export class Problems {
  readonly #found: ConfigProblem[] = [];

  add(problem: ConfigProblem): void {
    this.#found.push(problem);
  }

  /** Adds what another collector found. */
  addAll(problems: Iterable<ConfigProblem>): void {
    this.#found.push(...problems);
  }

  get found(): readonly ConfigProblem[] {
    return this.#found;
  }

  /** @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` when there is any problem. */
  throwIfAny(account?: string): void {
    if (this.#found.length > 0) throw new TwilioAuthConfigError(this.#found, account);
  }
}
