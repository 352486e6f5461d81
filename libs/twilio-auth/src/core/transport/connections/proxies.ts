import { BlockList, isIP } from 'node:net';
import type { HttpOptions } from '../../config/http-options.js';
import type { NetworkEnv } from '../../config/read-env.js';
import { parseProxyUrl } from '../../config/proxy-url.js';
import { TwilioAuthConfigError } from '../../errors/config.error.js';
import { Secret } from '../../primitives/secret.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';

/** An HTTP proxy that connections are tunnelled through. */
export interface Proxy {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: number;
  /** The value of `Proxy-Authorization`. */
  readonly authorization: Secret | undefined;
}

/** What a connection is opened to. */
export interface Target {
  readonly isTls: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** The proxy for a connection; `undefined` for none. */
export type ProxyFor = (target: Target) => Proxy | undefined;

/**
 * As in curl and the SDK, an option of the application wins over the environment.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for a proxy that cannot be used.
 */
export function createProxyRule(http: HttpOptions, env: NetworkEnv): ProxyFor {
  if (http.proxy === false) return () => undefined;
  if (http.proxy !== undefined) {
    const proxy = proxyOf(http.proxy);
    return () => proxy;
  }
  const forHttp = proxyOf(env.httpProxy, 'HTTP_PROXY');
  // The SDK too uses HTTP_PROXY where there is no other.
  const forHttps = proxyOf(env.httpsProxy, 'HTTPS_PROXY') ?? forHttp;
  const isBypassed = bypassRule(env.noProxy);
  return (target) => {
    const proxy = target.isTls ? forHttps : forHttp;
    return isBypassed(target) ? undefined : proxy;
  };
}

function proxyOf(value = '', variable?: string): Proxy | undefined {
  if (value === '') return undefined;
  const url = parseProxyUrl(value);
  if (typeof url === 'string') {
    const remedy = 'Correct it, or remove it.';
    throw new TwilioAuthConfigError([
      { path: 'http.proxy', ...withoutUndefined({ variable }), expected: url, remedy },
    ]);
  }
  const { protocol, hostname, port, username, password } = url;
  const isTls = protocol === 'https:';
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return {
    isTls,
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: Number(port) || (isTls ? 443 : 80),
    // A user name alone has an empty password.
    authorization:
      credentials === ':'
        ? undefined
        : new Secret(`Basic ${Buffer.from(credentials).toString('base64')}`),
  };
}

/** A `%` that is not part of an escape stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Which hosts NO_PROXY names: host names with their subdomains, with a port or without, IP
 * addresses, ranges of them such as `10.0.0.0/8`, and `*`. Host names are not looked up.
 */
function bypassRule(noProxy = ''): (target: Target) => boolean {
  const entries = noProxy.toLowerCase().split(/[,\s]/).filter(Boolean);
  if (entries.includes('*')) return () => true;
  const addresses = new BlockList();
  const names: { readonly name: string; readonly port: number | undefined }[] = [];
  for (const entry of entries) {
    if (addRange(addresses, entry)) continue;
    const [, host = '', port] = /(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    const isAddress = isIP(entry) !== 0;
    const name = (isAddress ? entry : host).replace(/^\*?\./, '').replaceAll(/[[\]]/g, '');
    names.push({ name, port: isAddress || port === undefined ? undefined : Number(port) });
  }
  return ({ host, port }) => {
    const asked = host.toLowerCase();
    const family = isIP(asked);
    if (family !== 0 && addresses.check(asked, family === 6 ? 'ipv6' : 'ipv4')) return true;
    return names.some(
      (entry) =>
        (entry.port === undefined || entry.port === port) &&
        (asked === entry.name || asked.endsWith(`.${entry.name}`)),
    );
  };
}

/** Adds a range in CIDR notation; `false` when it is none. */
function addRange(addresses: BlockList, entry: string): boolean {
  const [, address = '', bits = ''] = /^\[?([^\]/]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(address);
  if (family === 0 || Number(bits) > (family === 6 ? 128 : 32)) return false;
  addresses.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
  return true;
}
