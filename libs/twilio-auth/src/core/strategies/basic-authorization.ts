import type { Secret } from '../primitives/secret.js';

/** The value of an Authorization header for HTTP Basic (RFC 7617). */
export function basicAuthorization(username: string, password: Secret): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`;
}
