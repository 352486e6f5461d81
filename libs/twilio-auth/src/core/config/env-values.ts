import type { VariableName } from './env-variables.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';
import type { SecretInput } from './secret-input.js';

// A missing value becomes an empty one, and the validation that options go through names it.
const MISSING = '';

/** Values of the variables that are really used; only those are looked at closely. */
export class EnvValues {
  readonly #env: Env;
  readonly #problems: Problems;

  constructor(env: Env, problems: Problems) {
    this.#env = env;
    this.#problems = problems;
  }

  text(name: VariableName): string {
    this.#requireOneName(name);
    return this.#env.get(name) ?? MISSING;
  }

  secret(name: VariableName): SecretInput {
    this.#requireOneName(name);
    return this.#env.secret(name) ?? MISSING;
  }

  /** Two names for one thing leave it open which counts. */
  #requireOneName(name: VariableName): void {
    const names = this.#env.namesSet(name);
    if (names.length < 2) return;
    this.#problems.add({
      path: 'environment',
      variable: name,
      expected: `${names.join(' and ')} are set, and only one of them may be`,
      remedy: 'Keep one of them.',
    });
  }
}
