import { catalogue } from './catalogue.js';
import { UNKNOWN, type RequestPermission } from './route-tree.js';

/** A request to Twilio. */
export interface ApiRequest {
  /** In any case. */
  readonly method: string;
  /** With or without region, edge and port: `api.twilio.com`, `api.dublin.ie1.twilio.com`. */
  readonly host: string;
  /** From the first slash; a query may follow. Not an absolute URL. */
  readonly path: string;
}

/**
 * Which permission a restricted API key or an OAuth app needs for a request.
 *
 * Takes about a microsecond, after a first call that reads the catalogue. What it does not recognize is
 * `unknown`: an absolute URL in `path`, `.` and `..` as segments, empty segments, other hosts than
 * Twilio's. It never throws.
 *
 * @example
 * permissionFor({ method: 'GET', host: 'api.twilio.com', path: '/2010-04-01/Accounts/AC…/Messages.json' });
 * // { kind: 'mapped', permission: '/twilio/messaging/messages/list', evidence: 'live' }
 */
export function permissionFor({ method, host, path }: ApiRequest): RequestPermission {
  const product = productOf(host);
  const segments = product === undefined ? undefined : segmentsOf(path);
  return product === undefined || segments === undefined
    ? UNKNOWN
    : catalogue().routes.find(product, segments, method.toUpperCase());
}

/** `{product}[.{edge}][.{region}].twilio.com`, and a port. */
const HOST = /^([a-z-]+)(?:\.[a-z\d-]+){0,2}\.twilio\.com(?::\d+)?$/i;

function productOf(host: string): string | undefined {
  return HOST.exec(host)?.[1]?.toLowerCase();
}

/** The representation that paths of the 2010 API may ask for: `.json`, for example. */
const FORMAT = /\.(?:json|xml|csv)$/;

/** The segments of a path as the server reads them, or `undefined` where it is not one. */
function segmentsOf(path: string): readonly string[] | undefined {
  const end = path.search(/[?#]/);
  const segments = (end < 0 ? path : path.slice(0, end)).split('/');
  if (segments.shift() !== '') return undefined;
  const decoded = path.includes('%') ? decode(segments) : segments;
  if (decoded?.[0] === '2010-04-01') {
    decoded.push((decoded.pop() ?? '').replace(FORMAT, ''));
  }
  return decoded?.some(isNoName) === false ? decoded : undefined;
}

function decode(segments: readonly string[]): string[] | undefined {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Clients and servers remove such segments, so that the request goes to another path. */
function isNoName(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..';
}
