/** A public base URL in parts, each exactly as it was written. */
export interface BaseUrl {
  /** In lower case, without the colon. */
  readonly scheme: string;
  /** With its `@`; empty when there is none. */
  readonly userInfo: string;
  readonly host: string;
  /** With its colon; empty when there is none. */
  readonly port: string;
  /** Path prefix without a trailing slash. */
  readonly path: string;
}

const BASE_URL = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#@]*)(:\d+)?([^?#]*)$/i;

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  https: ':443',
  wss: ':443',
  http: ':80',
  ws: ':80',
};

/**
 * Splits a base URL without normalising it: Twilio signs the text that was configured there,
 * including the case of the host. `undefined` for anything else, a query or fragment included.
 */
export function parseBaseUrl(text: string): BaseUrl | undefined {
  const match = BASE_URL.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', userInfo = '', host = '', port = '', path = ''] = match;
  if (host === '' || (path !== '' && !path.startsWith('/'))) return undefined;
  return {
    scheme: scheme.toLowerCase(),
    userInfo,
    host,
    port,
    path: path.endsWith('/') ? path.slice(0, -1) : path,
  };
}

/**
 * Every URL that Twilio may have signed for this path and query, the likeliest first: with and
 * without a port, and, only where they occur, with and without user info and with an apostrophe
 * both raw and escaped. Nothing else is tried, so a forged request stays cheap.
 */
export function publicUrls(base: BaseUrl, target: string): string[] {
  const { scheme, userInfo, host, port, path } = base;
  const otherPort = port === '' ? (DEFAULT_PORTS[scheme] ?? '') : '';
  const local = path + target;
  const otherLocal = path + otherApostrophe(target);
  const urls: string[] = [];
  for (const user of userInfo === '' ? [''] : [userInfo, '']) {
    const origin = `${scheme}://${user}${host}`;
    urls.push(origin + port + local, origin + otherPort + local);
    if (otherLocal !== local) {
      urls.push(origin + port + otherLocal, origin + otherPort + otherLocal);
    }
  }
  return urls;
}

/** The same target with its apostrophes escaped, or unescaped: HTTP clients differ in that. */
function otherApostrophe(target: string): string {
  if (target.includes("'")) return target.replaceAll("'", '%27');
  return target.includes('%27') ? target.replaceAll('%27', "'") : target;
}
