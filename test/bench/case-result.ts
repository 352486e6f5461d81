import type { BenchRow } from './bench-case.js';

/** What came of one case: its rows, or the reason why it has none. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly BenchRow[];
  readonly seconds: number;
  readonly error?: string;
}
