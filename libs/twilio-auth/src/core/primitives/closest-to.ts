/** With more edits it is not a typo: applications have variables and accounts of their own. */
const MAX_EDITS = 2;

/** `Did you mean "api-key"? `, or nothing if no known word is close. */
export function didYouMean(value: unknown, known: readonly string[]): string {
  const close = closestTo(value, known);
  return close === undefined ? '' : `Did you mean "${close}"? `;
}

/**
 * The known word that was probably meant: the one with the fewest edits. There are two at most, and
 * fewer in a short word: one for every three letters.
 */
export function closestTo(value: unknown, known: readonly string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const ranked = known
    .filter((word) => Math.abs(word.length - value.length) <= MAX_EDITS)
    .map((word) => ({ word, edits: editDistance(word, value) }))
    .filter(({ word, edits }) => edits <= Math.min(MAX_EDITS, Math.max(1, word.length / 3)))
    .toSorted((one, other) => one.edits - other.edits);
  return ranked[0]?.word;
}

/** Levenshtein distance, ignoring case, with two swapped neighbours as one edit. */
function editDistance(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const above = rows[i - 1]!;
      const replaced = above[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1, swapped));
    }
    rows.push(row);
  }
  return rows.at(-1)!.at(-1)!;
}
