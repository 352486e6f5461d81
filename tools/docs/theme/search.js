/**
 * The sections that hold every word of a query, best first: words in a heading before words in
 * the title of a page before words in the text, whole words before parts of them.
 */
export function search(sections, query, limit = 12) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return sections
    .map((section) => ({ section, score: scoreOf(section, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ section }) => ({ ...section, excerpt: excerptOf(section, words) }));
}

function scoreOf({ heading, page, body }, words) {
  let total = 0;
  for (const word of words) {
    const score = 12 * matchOf(heading, word) + 4 * matchOf(page, word) + 2 * matchOf(body, word);
    if (score === 0) return 0;
    total += score;
  }
  return heading.toLowerCase() === words.join(' ') ? total * 2 : total;
}

/** 0: not there, 1: inside a word, 2: at the start of one, 3: a whole word. */
function matchOf(text, word) {
  const lower = text.toLowerCase();
  let best = 0;
  for (let at = lower.indexOf(word); at !== -1 && best < 3; at = lower.indexOf(word, at + 1)) {
    const starts = !/[\p{L}\p{N}]/u.test(lower[at - 1] ?? ' ');
    const ends = !/[\p{L}\p{N}]/u.test(lower[at + word.length] ?? ' ');
    best = Math.max(best, starts ? (ends ? 3 : 2) : 1);
  }
  return best;
}

/** About a hundred characters around the first word that the text holds. */
function excerptOf({ body }, words) {
  const lower = body.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at !== -1);
  const near = Math.max(0, (places.length === 0 ? 0 : Math.min(...places)) - 40);
  const start = near === 0 ? 0 : body.indexOf(' ', near) + 1;
  const end = body.lastIndexOf(' ', start + 120);
  const isCut = body.length > start + 120;
  const text = body
    .slice(start, isCut ? end : undefined)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${start > 0 ? '… ' : ''}${text}${isCut ? ' …' : ''}`;
}
