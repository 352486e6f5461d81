/** What a proxy can be reached by. */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:']);

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Parses the URL of a proxy. Without a scheme it is http, as in curl: `proxy.corp:3128`.
 *
 * Returns what is wrong with it, in words that do not quote it: it may contain a password.
 */
export function parseProxyUrl(value: string): URL | string {
  const text = SCHEME.test(value) ? value : `http://${value}`;
  // `http:////host` would parse as well.
  if (value.startsWith('/') || !URL.canParse(text)) {
    return 'expected the URL of a proxy such as http://user:password@host:8080, with special characters of the password percent-encoded';
  }
  const url = new URL(text);
  if (url.protocol.startsWith('socks')) {
    return 'a SOCKS proxy is not supported; expected an http or https proxy';
  }
  if (!SCHEMES.has(url.protocol)) return 'expected the URL of an http or https proxy';
  return url;
}

/** What is wrong with the option `http.proxy`, if anything. */
export function proxyProblem(value: unknown): string | undefined {
  if (value === false) return undefined;
  if (typeof value !== 'string') return 'expected a proxy URL or false';
  const url = parseProxyUrl(value);
  return typeof url === 'string' ? url : undefined;
}
