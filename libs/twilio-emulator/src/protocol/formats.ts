/** The text as an E.164 number, or `undefined`: punctuation is dropped, ten digits are a US number. */
export function toE164(text: string): string | undefined {
  const compact = text.replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{6,14}$/.test(compact)) return compact;
  if (/^[2-9]\d{9}$/.test(compact)) return `+1${compact}`;
  return /^1[2-9]\d{9}$/.test(compact) ? `+${compact}` : undefined;
}

/** A recipient of another channel, e.g. `whatsapp:+15551234567`. */
export function isChannelAddress(text: string): boolean {
  return /^[a-z][a-z0-9_-]*:\S+$/i.test(text);
}

/** `(415) 867-5308` for a US number; any other number as it is. */
export function nationalFormat(e164: string): string {
  return e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** The date format of the 2010 API, e.g. `Thu, 30 Jul 2015 20:00:00 +0000`. */
export function rfc2822(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace('GMT', '+0000');
}

/** The date format of the newer APIs, e.g. `2015-07-30T20:00:00Z`: seconds, no fraction. */
export function iso8601(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
