import { parseBaseUrl, type BaseUrl } from '../../config/base-url.js';
import {
  hostOf,
  pathOf,
  queryOf,
  singleHeader,
  type WebhookRequest,
} from '../request/webhook-request.js';

/**
 * Where a proxy says that a request went to. Anybody can send these headers, so they explain a
 * rejection and are never a reason to accept anything.
 */
export interface ForwardedHints {
  readonly hosts: readonly string[];
  readonly targets: readonly string[];
}

const HOSTS = ['x-forwarded-host', 'x-original-host'];
const TARGETS = ['x-original-uri', 'x-original-url', 'x-envoy-original-path', 'x-forwarded-uri'];
const PREFIXES = ['x-forwarded-prefix', 'x-forwarded-path'];

/** Reads what proxies usually add. */
export function forwardedHints(request: WebhookRequest, target: string): ForwardedHints {
  const valuesOf = (names: readonly string[]): string[] =>
    names.flatMap((name) => singleHeader(request, name)?.split(',')[0]?.trim() || []);
  const host = hostOf(request);
  const prefixes = valuesOf(PREFIXES).map((prefix) => prefix.replace(/\/$/, '') + target);
  return {
    hosts: [...valuesOf(HOSTS), ...(host === '' ? [] : [host])],
    targets: [...valuesOf(TARGETS), ...prefixes].filter((one) => one.startsWith('/')),
  };
}

/** Base URLs that may have been meant, the given one first. */
export function basesLike(base: BaseUrl, ownBase: string, hosts: readonly string[]): BaseUrl[] {
  const own = parseBaseUrl(ownBase);
  const others = hosts.flatMap((host) => parseBaseUrl(`${base.scheme}://${host}`) ?? []);
  const elsewhere = [...(own === undefined ? [] : [own]), ...others];
  const bases = [
    base,
    { ...base, path: '' },
    { ...base, host: base.host.toLowerCase() },
    ...elsewhere.flatMap((one) => [{ ...one, path: base.path }, one]),
  ];
  const schemes = /^ws/i.test(base.scheme) ? ['wss', 'ws'] : ['https', 'http'];
  return bases.flatMap((one) => [
    one,
    ...schemes.map((scheme) => ({ ...one, scheme })),
    ...schemes.map((scheme) => ({ ...one, scheme, port: '' })),
  ]);
}

/** Paths and queries that may have been sent, the received one first. */
export function targetsLike(target: string, forwarded: readonly string[]): string[] {
  const path = pathOf(target);
  const query = target.slice(path.length);
  const otherPath = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const queries = queriesLike(queryOf(target)).map((one) => `${path}?${one}`);
  return [target, otherPath + query, path, otherPath, ...queries, ...forwarded];
}

const MOST_SORTED = 4;

/** The same query in another encoding or order. */
function queriesLike(query: string): string[] {
  const encodings = [
    query.replaceAll('+', '%20'),
    query.replaceAll('%20', '+'),
    query.replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase()),
    query.replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toLowerCase()),
    decoded(query),
    encodeURI(decoded(query)),
  ];
  const pairs = query.split('&');
  const orders = pairs.length > MOST_SORTED ? [pairs.toSorted()] : permutationsOf(pairs);
  return [...encodings, ...orders.map((order) => order.join('&'))].filter((one) => one !== query);
}

function decoded(query: string): string {
  try {
    return decodeURI(query);
  } catch {
    return query;
  }
}

function permutationsOf(pairs: readonly string[]): string[][] {
  if (pairs.length < 2) return [[...pairs]];
  return pairs.flatMap((pair, index) =>
    permutationsOf(pairs.toSpliced(index, 1)).map((rest) => [pair, ...rest]),
  );
}
