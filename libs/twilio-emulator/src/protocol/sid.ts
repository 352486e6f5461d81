import { randomBytes, timingSafeEqual } from 'node:crypto';

const SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;

/** A new SID: two letters that name the kind of resource, then 32 hexadecimal digits. */
export function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

/** Whether `value` is a SID of the kind that `prefix` names. */
export function isSid(prefix: string, value: string): boolean {
  return SID.test(value) && value.startsWith(prefix);
}

/** An Auth Token has 32 hexadecimal digits. */
export function newAuthToken(): string {
  return randomBytes(16).toString('hex');
}

/** The secret of an API key: 32 letters and digits. */
export function newKeySecret(): string {
  return letters(32);
}

/** The secret of an OAuth app: 64 characters that need no escaping in a URL. */
export function newClientSecret(): string {
  return randomBytes(48).toString('base64url');
}

function letters(length: number): string {
  let text = '';
  while (text.length < length)
    text += randomBytes(length)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '');
  return text.slice(0, length);
}

/** Whether two secrets are the same, compared in constant time. */
export function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
