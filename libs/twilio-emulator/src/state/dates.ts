/** The date format of the 2010 API, e.g. `Thu, 30 Jul 2015 20:00:00 +0000`. */
export function rfc2822(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace('GMT', '+0000');
}

/** The date format of the newer APIs, e.g. `2015-07-30T20:00:00Z`: seconds, no fraction. */
export function iso8601(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
