import { gunzipSync } from 'node:zlib';
import { isObject } from '../primitives/is-object.js';
import { Secret } from '../primitives/secret.js';
import type { OAuthClient, TokenResponse } from './oauth-client.js';
import { MAX_BODY_BYTES } from './oauth-client.js';
import type { OAuthToken } from './oauth-token.js';
import { TwilioTokenError } from '../errors/token.error.js';

const SECOND_MS = 1000;

/** The longest lifetime that an OAuth app can be given (https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps). */
const LONGEST_LIFETIME_S = 30 * 24 * 60 * 60;

/** When nothing says how long a token lives: the shortest lifetime an app can be given. */
const UNKNOWN_LIFETIME_S = 60;

/** The characters that may be in an Authorization header; RFC 6750 needs fewer. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;

const DECIMAL = /^\s*[+-]?\d+(\.\d+)?\s*$/;

/**
 * The token of a successful answer. Anything else than a usable one is an error here, so that
 * no API request is ever made with `Bearer undefined` or a header that was split in two.
 */
export function parseToken(
  response: TokenResponse,
  client: OAuthClient,
): Pick<OAuthToken, 'value' | 'lifetimeMs'> {
  const body = bodyObject(response);
  const { access_token: value, expires_in: expiresIn } = body ?? {};
  const fault = body === undefined ? 'the body is not a JSON object' : faultOf(value);
  if (fault === undefined) {
    const accessToken = value as string;
    return { value: new Secret(accessToken), lifetimeMs: lifetimeMsOf(expiresIn, accessToken) };
  }
  // Passing, as a failed deployment or a captive proxy is. The body is never quoted: where a
  // token was expected, there may be one.
  throw new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `The token endpoint answered the OAuth client ${client.clientId} with HTTP ${response.status}, ` +
      `but without a usable token: ${fault}.`,
    {
      account: client.accountName,
      status: response.status,
      reason: 'malformed',
      retryable: true,
    },
  );
}

function faultOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'access_token is missing';
  if (typeof value !== 'string') return `access_token is a ${typeof value}`;
  if (value === '') return 'access_token is empty';
  return HEADER_SAFE.test(value)
    ? undefined
    : 'access_token has characters that are not allowed in a header';
}

/**
 * How long a token lives, in milliseconds from its request: `expires_in`, else what the token
 * says about itself if it is a JWT, else a minute. Zero when the endpoint said zero or less.
 */
export function lifetimeMsOf(expiresIn: unknown, accessToken: string): number {
  const seconds = secondsIn(expiresIn) ?? jwtSeconds(accessToken) ?? UNKNOWN_LIFETIME_S;
  return Math.min(Math.max(seconds, 0), LONGEST_LIFETIME_S) * SECOND_MS;
}

/** Whole seconds in a number or a numeric string. */
function secondsIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  return Number.isFinite(number) ? Math.floor(number as number) : undefined;
}

/** `exp - iat` of a JWT. It is not verified: only the API that accepts the token can do that. */
function jwtSeconds(accessToken: string): number | undefined {
  const payload = accessToken.split('.')[1];
  if (payload === undefined) return undefined;
  const { exp, iat } = parseObject(Buffer.from(payload, 'base64url').toString('utf8')) ?? {};
  if (!Number.isFinite(exp) || !Number.isFinite(iat)) return undefined;
  const seconds = Math.floor((exp as number) - (iat as number));
  return seconds > 0 ? seconds : undefined;
}

/** The object of a JSON answer; `undefined` for every other kind of value. */
export function bodyObject(response: TokenResponse): Record<string, unknown> | undefined {
  return parseObject(bodyText(response) ?? '');
}

/** The text of an answer; `undefined` when it cannot be decompressed. */
export function bodyText({ body }: TokenResponse): string | undefined {
  // By its first bytes: a proxy may compress an answer although none was asked for.
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  if (!isGzip) return body.toString('utf8');
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BODY_BYTES }).toString('utf8');
  } catch {
    // Neither gzip nor text.
  }
  return undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // No JSON, which is no object either.
  }
  return undefined;
}
