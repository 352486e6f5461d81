/** The emulated Twilio products, by the first label of their host. */
export const PRODUCTS = [
  'api',
  'oauth',
  'iam',
  'accounts',
  'lookups',
  'verify',
  'messaging',
] as const;
export type Product = (typeof PRODUCTS)[number];

/** What the `Host` header says. */
export interface RequestHost {
  /** The product's label for a Twilio host (known here or not), `undefined` for any other host. */
  readonly product: string | undefined;
  readonly region: string;
  /** A Region without an edge: such hosts were switched off on 2026-04-28, `us1` excepted. */
  readonly switchedOff: boolean;
}

const SUFFIX = '.twilio.com';
const LOCAL: RequestHost = { product: undefined, region: 'us1', switchedOff: false };

/**
 * Reads `{product}[.{edge}][.{region}].twilio.com`. Any other host, such as `127.0.0.1:4010`,
 * names no product: then the path decides, because no two products share one.
 * @see https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide
 */
export function readHost(header: string | undefined): RequestHost {
  const host = (header ?? '').toLowerCase().replace(/:\d+$/, '');
  if (!host.endsWith(SUFFIX)) return LOCAL;
  const [product = '', ...rest] = host.slice(0, -SUFFIX.length).split('.');
  const region = rest.at(-1) ?? 'us1';
  return { product, region, switchedOff: rest.length === 1 && region !== 'us1' };
}

export const TOKEN_PATH = '/v2/token';

const PATHS: readonly (readonly [start: string, product: Product])[] = [
  ['/2010-04-01/', 'api'],
  [TOKEN_PATH, 'oauth'],
  ['/v1/Keys', 'iam'],
  ['/v1/Account/', 'iam'],
  ['/v1/AuthTokens/', 'accounts'],
  ['/v1/Credentials/', 'accounts'],
  ['/v2/PhoneNumbers/', 'lookups'],
  ['/v2/Services', 'verify'],
  ['/v1/Services', 'messaging'],
];

/** The product that a path belongs to, whatever the host. */
export function productOfPath(path: string): Product | undefined {
  return PATHS.find(([start]) => path.startsWith(start))?.[1];
}

/** Whether `host` (a `Host` header) names this machine. */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host ?? '');
}
