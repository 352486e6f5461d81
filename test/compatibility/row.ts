import type { Packed } from '../package/pack.js';

/** One line of the matrix: a place where our packages have to work. */
export interface Row {
  /** For `--only`. */
  readonly id: string;
  readonly group: string;
  readonly what: string;
  /** Does what a user there would do; rejects with the output of the step that failed. */
  run(kit: Kit): Promise<Proof>;
}

/** What was done in a row that passed. */
export interface Proof {
  readonly checked: string;
  /** What was installed, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface Kit {
  readonly packed: Packed;
  /** Installs for all rows with the same key once. */
  shared<T>(key: string, install: () => Promise<T>): Promise<T>;
}
