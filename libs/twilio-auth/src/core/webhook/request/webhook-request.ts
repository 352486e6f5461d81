import { isUtf8 } from 'node:buffer';

/**
 * What verification reads of a request. An Express or a Fastify request fits as it is, and so
 * does Node's own `IncomingMessage` for WebSocket upgrades.
 */
export interface WebhookRequest {
  readonly method?: string | undefined;
  /** The request target before any middleware changed `url`. */
  readonly originalUrl?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body exactly as received; Nest keeps it with `rawBody: true`. */
  readonly rawBody?: Uint8Array | string | undefined;
  /** Only used to notice a body whose bytes were not kept. */
  readonly body?: unknown;
  /** As the adapter sees it behind the proxies it trusts. Default `https`. */
  readonly protocol?: string | undefined;
  /** As the adapter sees it behind the proxies it trusts. Default: the Host header. */
  readonly host?: string | undefined;
  /** From 2 on, a body needs no header that announces it. */
  readonly httpVersionMajor?: number | undefined;
  /** The stream of an HTTP/2 request, which knows whether a body follows. */
  readonly stream?: unknown;
  /** Node's own request, where the adapter has one of its own. */
  readonly raw?: unknown;
}

/**
 * A field of a request. Adapters define some of them on a prototype of their own; one that only a
 * polluted `Object.prototype` has is none.
 */
export function fieldOf<Request extends object, Name extends keyof Request & string>(
  request: Request,
  name: Name,
): Request[Name] | undefined {
  if (!Object.hasOwn(Object.prototype, name)) return request[name];
  let owner: object | null = request;
  while (owner !== null && owner !== Object.prototype) {
    if (Object.hasOwn(owner, name)) return request[name];
    owner = Object.getPrototypeOf(owner) as object | null;
  }
  return undefined;
}

/** Fastify 4 has no `host`: its `hostname` is the host with its port. */
interface Fastify4Request extends WebhookRequest {
  readonly hostname?: string | undefined;
}

const HOST = /^(?:\[[^\]\s/?#@]+\]|[^\s:/?#@\\]+)(?::\d+)?$/;

/**
 * The host, with its port, that the request went to. Empty if the header holds more than that: the
 * sender would choose the path, too.
 */
export function hostOf(request: Fastify4Request): string {
  const { headers } = request;
  const header = Object.hasOwn(headers, 'host') ? headers['host'] : undefined;
  // Without a proxy an adapter's `host` is the header, except on Express 4: there it has no port,
  // and to read it prints that it is deprecated.
  const isHeader = !Object.hasOwn(request, 'host') && !Object.hasOwn(headers, 'x-forwarded-host');
  const ofAdapter = (isHeader ? header : undefined) ?? fieldOf(request, 'host');
  const host = ofAdapter ?? fieldOf(request, 'hostname') ?? header;
  return typeof host === 'string' && HOST.test(host) ? host : '';
}

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
// oxlint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\u0000-\u007f]/;
// oxlint-disable-next-line no-control-regex
const BEYOND_LATIN1 = /[^\u0000-\u00ff]/;

/** Path and query exactly as received. The origin of an absolute-form target is left out. */
export function requestTarget(request: WebhookRequest): string {
  const target = fieldOf(request, 'originalUrl') ?? fieldOf(request, 'url') ?? '/';
  const local = target.startsWith('/') ? target : target.replace(ORIGIN, '');
  if (!BEYOND_ASCII.test(local) || BEYOND_LATIN1.test(local)) return local;
  // Node reads the request line as Latin-1, while what Twilio signed and sent was UTF-8.
  const bytes = Buffer.from(local, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : local;
}

/** The query of a target without its question mark; empty when there is none. */
export function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark === -1 ? '' : target.slice(mark + 1);
}

/** The path of a target without its query. */
export function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark === -1 ? target : target.slice(0, mark);
}

/** Whether parameters can only be in the query. */
export function isQueryOnly(request: WebhookRequest): boolean {
  const method = fieldOf(request, 'method');
  return method === 'GET' || method === 'HEAD';
}

/** A header that may appear only once: several values are joined, and match nothing. */
export function singleHeader({ headers }: WebhookRequest, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' ? value : value?.join(',');
}
