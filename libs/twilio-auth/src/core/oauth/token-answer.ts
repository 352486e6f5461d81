import { Secret } from '../primitives/secret.js';
import { bodyObject } from './answer-body.js';
import type { OAuthClient } from './oauth-client.js';
import type { TokenResponse } from './send.js';
import { lifetimeMsOf } from './token-lifetime.js';
import { TwilioTokenError } from '../errors/token.error.js';

/** What a successful answer grants. */
export interface TokenGrant {
  readonly value: Secret;
  readonly lifetimeMs: number;
}

/** The characters that an Authorization header carries as they are; RFC 6750 needs fewer. */
const SENDABLE = /^[\x21-\x7e]+$/;

/**
 * The token of a successful answer. Anything else than a usable one is an error here, so that
 * no API request is ever made with `Bearer undefined` or a header that was split in two.
 */
export function tokenGrant(response: TokenResponse, client: OAuthClient): TokenGrant {
  const body = bodyObject(response);
  const value = body?.['access_token'];
  const fault = body === undefined ? 'the body is no JSON object' : faultOf(value);
  if (fault === undefined) {
    const accessToken = value as string;
    return {
      value: new Secret(accessToken),
      lifetimeMs: lifetimeMsOf(body?.['expires_in'], accessToken),
    };
  }
  // The body is never quoted: where a token was expected, there may be one.
  throw new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `The token endpoint answered the OAuth client ${client.clientId} with HTTP ${response.status}, ` +
      `but without a usable token: ${fault}.`,
    { account: client.account, status: response.status, reason: 'malformed' },
  );
}

function faultOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'access_token is missing';
  if (typeof value !== 'string') return `access_token is a ${typeof value}`;
  if (value === '') return 'access_token is empty';
  return SENDABLE.test(value)
    ? undefined
    : 'access_token holds characters that no header may carry';
}
