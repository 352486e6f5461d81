import type { Parameters } from '../protocol/parameters.js';

/** The parameters that every list honours. */
export const PAGING = ['PageSize', 'Page', 'PageToken'] as const;
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
 */
export function paginate<T extends { readonly sid: string }>(
  all: readonly T[],
  query: Parameters,
): Page<T> {
  const size = clamp(Number(query.get('PageSize') ?? DEFAULT_SIZE));
  const number = Math.max(0, Math.trunc(Number(query.get('Page') ?? 0)) || 0);
  const start = startOf(all, query.get('PageToken'), number, size);
  const items = all.slice(start, start + size);
  const link = (page: number, token?: string): string => linkTo(query, size, page, token);
  const last = items.at(-1);
  const head = items[0];
  return {
    items,
    number,
    size,
    start,
    first: link(0),
    next: last && start + size < all.length ? link(number + 1, `PA${last.sid}`) : undefined,
    previous: head && number > 0 ? link(number - 1, `PB${head.sid}`) : undefined,
  };
}

function clamp(size: number): number {
  return Number.isInteger(size) && size > 0 ? Math.min(size, MAX_SIZE) : DEFAULT_SIZE;
}

function startOf(
  all: readonly { readonly sid: string }[],
  token: string | undefined,
  number: number,
  size: number,
): number {
  if (token === undefined) return number * size;
  const index = all.findIndex(({ sid }) => sid === token.slice(2));
  if (index < 0) return number * size;
  return token.startsWith('PB') ? Math.max(0, index - size) : index + 1;
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
