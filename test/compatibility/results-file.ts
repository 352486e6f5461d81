import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from './run-row.js';

/** What is kept of a row until it is run again. */
type Kept = Omit<Result, 'row'>;

/** The last result of each row, so that a row can be run again without all the others. */
export class ResultsFile {
  readonly #file: string;
  readonly #kept: Record<string, Kept>;

  constructor(file: string) {
    this.#file = file;
    this.#kept = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Kept>)
      : {};
  }

  /** Writes at once: a run takes long, and may be ended. */
  keep({ row, ...result }: Result): void {
    this.#kept[row.id] = result;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(this.#kept, undefined, 2));
  }

  /** Throws where a row was never run. */
  assertHas(rows: readonly Result['row'][]): void {
    const missing = rows.filter(({ id }) => this.#kept[id] === undefined).map(({ id }) => id);
    if (missing.length > 0) throw new Error(`Not run yet: ${missing.join(', ')}`);
  }

  /** One result for each row, which it has to have. */
  of(rows: readonly Result['row'][]): readonly Result[] {
    this.assertHas(rows);
    return rows.map((row) => ({ row, ...this.#kept[row.id]! }));
  }
}
