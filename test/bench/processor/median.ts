/** The middle of the values; not a number without any, so that a round that never ran is no result. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
