/** How often `+` and `*` repeat what precedes them. */
const REPEATED = 8;
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const WORD = DIGITS + LOWER;

/**
 * A text that a regular expression of a specification matches: anchors, classes, groups, alternatives and
 * counts, which is all that Twilio's files use. Other expressions may not match; the caller checks.
 *
 * @param pick chooses one of so many characters.
 */
export function textOfPattern(pattern: string, pick: (count: number) => number): string {
  const reader = { rest: pattern, pick };
  return alternatives(reader);
}

interface Reader {
  rest: string;
  readonly pick: (count: number) => number;
}

/** The first of several alternatives; the others are read over. */
function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (reader.rest.startsWith('|')) {
    reader.rest = reader.rest.slice(1);
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = '';
  while (reader.rest !== '' && !/^[|)]/.test(reader.rest)) {
    const one = atom(reader);
    const times = timesOf(reader);
    for (let index = 0; index < times; index++) text += one();
  }
  return text;
}

function atom(reader: Reader): () => string {
  const escape = /^\\(.)/s.exec(reader.rest);
  const set = /^\[((?:\\.|[^\]])*)\]/s.exec(reader.rest);
  if (reader.rest.startsWith('(')) return group(reader);
  const source = (escape ?? set ?? [reader.rest.slice(0, 1)])[0];
  reader.rest = reader.rest.slice(source.length);
  if (source === '^' || source === '$') return () => '';
  const characters = set ? membersOf(set[1] ?? '') : classOf(source);
  return () => characters[reader.pick(characters.length)] ?? '';
}

function group(reader: Reader): () => string {
  reader.rest = reader.rest.replace(/^\((?:\?:)?/, '');
  const text = alternatives(reader);
  reader.rest = reader.rest.slice(1);
  return () => text;
}

function timesOf(reader: Reader): number {
  const [source = '', least] = /^(?:\{(\d+)(?:,\d*)?\}|[+*?])/.exec(reader.rest) ?? [];
  reader.rest = reader.rest.slice(source.length);
  if (least !== undefined) return Number(least);
  if (source === '?') return 0;
  return source === '' ? 1 : REPEATED;
}

function classOf(source: string): string {
  if (source === '.' || source === String.raw`\w`) return WORD;
  if (source === String.raw`\d`) return DIGITS;
  return source.at(-1) ?? '';
}

/** The characters of `[a-z…]`; of upper and lower case only one, as Twilio writes its SIDs. */
function membersOf(content: string): string {
  let members = '';
  for (const [source, from, to] of content.matchAll(/(\\.|[^\\])-(\\.|[^\\])|\\.|./gs)) {
    members += from === undefined || to === undefined ? classOf(source) : range(from, to);
  }
  const [upper, lower] = [members.replace(/[a-z]/g, ''), members.replace(/[A-Z]/g, '')];
  const plain = (/\d/.test(members) ? lower : upper).replace(/[^a-zA-Z0-9]/g, '');
  return plain || members;
}

function range(from: string, to: string): string {
  const [start = 0, end = 0] = [from.codePointAt(0), to.codePointAt(0)];
  return String.fromCodePoint(...Array.from({ length: end - start + 1 }, (_, at) => start + at));
}
