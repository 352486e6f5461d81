import { Secret } from '../../primitives/secret.js';
import { singleHeader, type WebhookRequest } from '../request/webhook-request.js';

/** Basic credentials that Twilio must send as well. */
interface BasicCredentials {
  readonly username: string;
  readonly password: Secret;
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i;

/** Whether a request carries these credentials, compared in constant time. */
export function hasCredentials(
  request: WebhookRequest,
  { username, password }: BasicCredentials,
): boolean {
  const encoded = BASIC.exec(singleHeader(request, 'authorization') ?? '')?.[1];
  if (encoded === undefined) return false;
  const given = new Secret(Buffer.from(encoded, 'base64').toString('utf8'));
  return given.equals(new Secret(`${username}:${password.reveal()}`));
}

/** The credentials as they stand in a URL, which Twilio may have signed with them. */
export function userInfoOf({ username, password }: BasicCredentials): string {
  return `${encodeURIComponent(username)}:${encodeURIComponent(password.reveal())}@`;
}
