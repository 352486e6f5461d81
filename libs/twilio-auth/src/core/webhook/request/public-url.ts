import type { BaseUrl } from '../../config/base-url.js';
import { pathOf } from './webhook-request.js';

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  https: ':443',
  wss: ':443',
  http: ':80',
  ws: ':80',
};

/**
 * Every URL that Twilio may have signed for this path and query, the likeliest first: with and
 * without a port, and, only where they occur, with and without user info, without the slash of
 * the root path, and with an apostrophe both raw and escaped. Nothing else is tried, so a forged
 * request stays cheap.
 */
export function publicUrls(base: BaseUrl, target: string): string[] {
  const { scheme, userInfo, host, port, path } = base;
  const otherPort = port === '' ? (DEFAULT_PORTS[scheme.toLowerCase()] ?? '') : '';
  const urls: string[] = [];
  for (const user of userInfo === '' ? [''] : [userInfo, '']) {
    const origin = `${scheme}://${user}${host}`;
    // Twilio calls `https://h` as `/`, and signs it as it was configured.
    for (const one of pathOf(target) === '/' ? [target, target.slice(1)] : [target]) {
      const local = path + one;
      const otherLocal = path + otherApostrophe(one);
      urls.push(origin + port + local, origin + otherPort + local);
      if (otherLocal !== local) {
        urls.push(origin + port + otherLocal, origin + otherPort + otherLocal);
      }
    }
  }
  return urls;
}

/** The same target with its apostrophes escaped, or unescaped: HTTP clients differ in that. */
function otherApostrophe(target: string): string {
  if (target.includes("'")) return target.replaceAll("'", '%27');
  return target.includes('%27') ? target.replaceAll('%27', "'") : target;
}
