import type { Parameters } from '../protocol/parameters.js';
import { flatten, type OpenApiDocument, type Schema } from './openapi.js';
import type { SpecOperation } from './operation.js';

/** A page that was asked for. */
export interface PageRequest {
  readonly query: Parameters;
  /** Path and query, as received. */
  readonly url: string;
  readonly origin: string;
}

/** The field of a list answer that holds the items, or `undefined` for an answer that is no page of a list. */
export function listKeyOf({ document, verb }: SpecOperation, schema: Schema): string | undefined {
  const { properties = {} } = schema;
  const isPaged = ['meta', 'next_page_uri', 'next_page_url'].some((name) => name in properties);
  if (verb !== 'GET' || !isPaged) return undefined;
  return Object.keys(properties).find(
    (name) => flatten(document, properties[name] ?? {}).type === 'array',
  );
}

/** Whether the page is one after the first: a list has a single item. */
export function isLaterPage(query: Parameters): boolean {
  const later = ['PageToken', 'pageToken', 'Page', 'page'].map((name) => query.get(name) ?? '0');
  return later.some((value) => value !== '0');
}

/** An object of a page with the fields of paging set: there is never a next one, so that every client ends. */
export function withPaging(
  document: OpenApiDocument,
  given: Schema,
  value: Readonly<Record<string, unknown>>,
  paging: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { properties = {}, required = [] } = flatten(document, given);
  const fields = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    if (Object.hasOwn(paging, name)) return [[name, paging[name]]];
    if (!/^(?:next|prev)/.test(name)) return [[name, each]];
    if (flatten(document, properties[name] ?? {}).nullable === true) return [[name, null]];
    return required.includes(name) ? [[name, each]] : [];
  });
  return Object.fromEntries(fields);
}

/** The fields of paging, in both of Twilio's shapes: relative `…_uri`, absolute `…_url`. */
export function pagingOf(
  { query, url, origin }: PageRequest,
  key: string,
): Readonly<Record<string, unknown>> {
  const [path = ''] = url.split('?', 1);
  const page = Number(query.get('Page') ?? 0) || 0;
  const size = Number(query.get('PageSize') ?? 50) || 50;
  const first = `${path}?PageSize=${size}&Page=0`;
  return {
    page,
    page_size: size,
    start: page * size,
    end: page * size,
    uri: url,
    url: origin + url,
    first_page_uri: first,
    first_page_url: origin + first,
    key,
  };
}
