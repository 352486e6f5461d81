/** One measured line. A ratio counts, never a time by itself. */
export interface BenchRow {
  readonly what: string;
  /** What we measured of ours, with its unit, such as `41 200 calls/s`. */
  readonly ours: string;
  /** What the peer reached in the same run, with its name. */
  readonly peer?: string;
  /** The number that is compared with the goal. */
  readonly measured: number;
  /** The goal; exactly one of the three. */
  readonly goal:
    { readonly atLeast: number } | { readonly atMost: number } | { readonly exactly: number };
  readonly note?: string;
}

/** One row of the table of numbers (B1 to B12). */
export interface BenchCase {
  readonly id: string;
  readonly title: string;
  run(): Promise<readonly BenchRow[]>;
}
