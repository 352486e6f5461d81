import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall } from './route.js';
import { listed, type Listed } from './listed.js';
import { paginate } from './paging.js';

type Render<T> = (item: T) => Record<string, unknown>;

/** A list of the 2010 API: relative `…_uri` links in addition to the items. */
export function classicList<T extends { readonly sid: string }>(
  call: ApiCall,
  key: string,
  all: readonly T[] | Listed<T>,
  render: Render<T>,
): Answer {
  const page = paginate('forward' in all ? all : listed(all), call.query);
  const path = call.url.split('?')[0] ?? '';
  const link = (query: string | undefined): string | null =>
    query === undefined ? null : path + query;
  return ok({
    [key]: page.items.map(render),
    end: Math.max(0, page.start + page.items.length - 1),
    first_page_uri: link(page.first),
    next_page_uri: link(page.next),
    page: page.number,
    page_size: page.size,
    previous_page_uri: link(page.previous),
    start: page.start,
    uri: call.url,
  });
}

/** A list of the newer APIs: absolute links in `meta`. */
export function metaList<T extends { readonly sid: string }>(
  call: ApiCall,
  key: string,
  all: readonly T[] | Listed<T>,
  render: Render<T>,
): Answer {
  const page = paginate('forward' in all ? all : listed(all), call.query);
  const path = call.origin + (call.url.split('?')[0] ?? '');
  const link = (query: string | undefined): string | null =>
    query === undefined ? null : path + query;
  return ok({
    [key]: page.items.map(render),
    meta: {
      page: page.number,
      page_size: page.size,
      first_page_url: link(page.first),
      previous_page_url: link(page.previous),
      url: call.origin + call.url,
      next_page_url: link(page.next),
      key,
    },
  });
}
