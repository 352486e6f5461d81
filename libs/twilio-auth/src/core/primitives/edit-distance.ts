/** The known word that was probably meant: the one with the fewest edits, up to `maxEdits`. */
export function closestTo(
  word: string,
  known: readonly string[],
  maxEdits: number,
): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: editDistance(candidate, word) }))
    .filter(({ edits }) => edits <= maxEdits)
    .toSorted((one, other) => one.edits - other.edits);
  return ranked[0]?.candidate;
}

/** Levenshtein distance, ignoring case. */
function editDistance(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of left.split('').entries()) {
    const next = [i + 1];
    for (const [j, candidate] of right.split('').entries()) {
      const replaced = row[j]! + (letter === candidate ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
