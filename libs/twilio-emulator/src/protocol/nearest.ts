/** The word that was probably meant: one with two typing errors at most, whatever its case. */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  const [nearest] = words
    .filter((word) => word !== typed)
    .map((word) => ({ word, edits: distance(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ edits }) => edits <= 2)
    .toSorted((one, other) => one.edits - other.edits);
  return nearest?.word;
}

/** How many letters have to change: Levenshtein, with two swapped neighbours as one change. */
function distance(from: string, to: string): number {
  const rows = [[...Array(to.length + 1).keys()]];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      const above = rows[i - 1]?.[j] ?? 0;
      const diagonal = rows[i - 1]?.[j - 1] ?? 0;
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + same, swap));
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
