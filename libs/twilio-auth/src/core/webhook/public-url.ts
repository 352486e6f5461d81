import type { BaseUrl } from './base-url.js';

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  https: ':443',
  wss: ':443',
  http: ':80',
  ws: ':80',
};

/**
 * Every URL that Twilio may have signed for this target, the likeliest first: with and without
 * a port, and, only where they occur, with and without user info and with an apostrophe both
 * raw and escaped. Nothing else is tried, so a forged request stays cheap.
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

/** The same target with apostrophes the other way: HTTP clients differ in escaping them. */
function otherApostrophe(target: string): string {
  if (target.includes("'")) return target.replaceAll("'", '%27');
  return target.includes('%27') ? target.replaceAll('%27', "'") : target;
}
