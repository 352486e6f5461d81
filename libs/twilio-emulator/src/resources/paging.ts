import type { Parameters } from '../protocol/parameters.js';
import { invalid } from '../protocol/twilio-error.js';
import type { Listed } from './listed.js';

/** The parameters that every list honours. */
export const PAGING = ['PageSize', 'Page', 'PageToken'] as const;
/** After or before an item, which may be deleted meanwhile. */
const TOKEN = /^P[AB][\w+-]+$/;
const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;

/** One page of a list, and the links to other pages. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly number: number;
  readonly size: number;
  readonly start: number;
  /** Query strings of other pages, `undefined` where there is none. */
  readonly first: string;
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/**
 * The page that `PageSize`, `Page` and `PageToken` ask for. The token names the last item of the
 * page before, so that no item comes twice when the list grows at its head.
 * @throws {TwilioError} 20001 for a token that no page has given; Twilio's own answer is not documented.
 */
export function paginate<T extends { readonly sid: string }>(
  list: Listed<T>,
  query: Parameters,
): Page<T> {
  const size = clamp(Number(query.get('PageSize') ?? DEFAULT_SIZE));
  const number = Math.max(0, Math.trunc(Number(query.get('Page') ?? 0)) || 0);
  // One more shows whether there is a next page.
  const token = query.get('PageToken');
  if (token !== undefined && !TOKEN.test(token)) throw invalid(20001, 'PageToken is not valid.');
  const found = itemsOf(list, { token, skip: number * size, size });
  const items = found.slice(0, size);
  const link = (page: number, at?: string): string => linkTo(query, size, page, at);
  const last = items.at(-1);
  const head = items[0];
  return {
    items,
    number,
    size,
    start: number * size,
    first: link(0),
    next: last && found.length > size ? link(number + 1, `PA${last.sid}`) : undefined,
    previous: head && number > 0 ? link(number - 1, `PB${head.sid}`) : undefined,
  };
}

function clamp(size: number): number {
  return Number.isInteger(size) && size > 0 ? Math.min(size, MAX_SIZE) : DEFAULT_SIZE;
}

interface Wanted {
  readonly token: string | undefined;
  /** How many items come before the page, unless the token says where it begins. */
  readonly skip: number;
  readonly size: number;
}

/** The items of a page, and one more if there is one. */
function itemsOf<T extends { readonly sid: string }>(
  list: Listed<T>,
  { token, skip, size }: Wanted,
): readonly T[] {
  const sid = token?.slice(2);
  if (token === undefined || sid === undefined || !list.has(sid)) {
    return take(list.forward(), size + 1, skip);
  }
  if (!token.startsWith('PB')) return take(list.forward(sid), size + 1);
  const before = take(list.backward(sid), size).toReversed();
  const next = take(list.forward(before.at(-1)?.sid), size + 1 - before.length);
  return [...before, ...next];
}

/** So many of the first items, without the very first ones; no further item is looked for. */
function take<T>(items: Iterable<T>, count: number, skip = 0): readonly T[] {
  const taken: T[] = [];
  if (count === 0) return taken;
  let index = 0;
  for (const item of items) {
    if (index++ >= skip) taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

function linkTo(query: Parameters, size: number, page: number, token?: string): string {
  const link = new URLSearchParams();
  for (const [name, value] of query.entries()) {
    if (!PAGING.some((own) => own === name)) link.append(name, value);
  }
  link.append('PageSize', String(size));
  link.append('Page', String(page));
  if (token !== undefined) link.append('PageToken', token);
  return `?${link.toString()}`;
}
