import { MAX_TOKEN_TTL_SECONDS } from '../config/account-units.js';
import type { AccessTokenGrants } from './access-token-request.js';
import type { Reject } from './invalid-access-token.js';

/** https://www.twilio.com/docs/api/errors/54351 */
const MAX_IDENTITY_CHARACTERS = 256;
/** https://www.twilio.com/docs/api/errors/53201 */
const MAX_VIDEO_WIDTH = 128;
/** Larger values are probably milliseconds. */
const LATEST_SECONDS = 100_000_000_000;

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;
/**
 * Space, `delims` and `unwise` of RFC 2396 (https://www.twilio.com/docs/api/errors/31105), what ends
 * the user of a SIP URI (`a;transport=tcp`), other white space, and everything outside ASCII.
 */
const REJECTED_BY_VOICE = /[^\u0021-\u007e]|[<>#%"{}|\\^[\]`;,/?&=]/;
/** What Twilio documents for Voice: https://www.twilio.com/docs/iam/access-tokens */
const DOCUMENTED_FOR_VOICE = /^\w+$/;
const UNDOCUMENTED =
  'An access token with a voice grant has an identity with characters other than letters, digits and underscore. Calls work with many of them, such as @ and -, but Twilio documents no others: https://www.twilio.com/docs/iam/access-tokens. This is logged once.';

/** The identity as the token will carry it. */
export function validIdentity(
  given: unknown,
  grants: AccessTokenGrants,
  reject: Reject,
  warn: (message: string) => void,
): string {
  const invalid = (limit: string, twilioCode: number): never =>
    reject({ field: 'identity', limit, twilioCode });
  const identity = Number.isSafeInteger(given) ? String(given) : given;
  if (typeof identity !== 'string' || identity.trim() === '') {
    return invalid('must be a non-empty string or a safe integer', 54351);
  }
  if (identity.length > MAX_IDENTITY_CHARACTERS) {
    return invalid(`must have at most ${MAX_IDENTITY_CHARACTERS} characters`, 54351);
  }
  if (CONTROL.test(identity)) return invalid('must not contain control characters', 31105);
  if (grants.voice !== undefined) {
    if (REJECTED_BY_VOICE.test(identity)) {
      return invalid(
        'must be ASCII without white space and without <>#%"{}|\\^[]`;,/?&= with a voice grant',
        31105,
      );
    }
    if (!DOCUMENTED_FOR_VOICE.test(identity)) warn(UNDOCUMENTED);
  }
  if (grants.video !== undefined && videoWidth(identity) > MAX_VIDEO_WIDTH) {
    return invalid(
      `must have at most ${MAX_VIDEO_WIDTH} characters with a video grant, a double-byte one counting 2`,
      53201,
    );
  }
  return identity;
}

/** A lifetime in seconds. Not a string: the SDK reads `'3600'` as 3.6 seconds. */
export function validTtl(ttlSeconds: unknown, reject: Reject): number {
  const seconds = wholeNumber(ttlSeconds) ?? 0;
  if (seconds >= 1 && seconds <= MAX_TOKEN_TTL_SECONDS) return seconds;
  return reject({
    field: 'ttlSeconds',
    limit: `must be a whole number of seconds from 1 to ${MAX_TOKEN_TTL_SECONDS}`,
    twilioCode: 20157,
  });
}

/** The moment at which a token that expires at `expiry` becomes valid, both in seconds. */
export function validNotBefore(notBefore: unknown, expiry: number, reject: Reject): number {
  const invalid = (limit: string): never =>
    reject({ field: 'notBefore', limit, twilioCode: 20105 });
  const seconds =
    wholeNumber(notBefore instanceof Date ? Math.floor(notBefore.getTime() / 1000) : notBefore) ??
    -1;
  if (seconds < 0 || seconds > LATEST_SECONDS) {
    return invalid('must be a valid Date or whole seconds (not milliseconds) since the epoch');
  }
  return seconds < expiry ? seconds : invalid('must be before the moment the token expires');
}

function wholeNumber(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}

function videoWidth(identity: string): number {
  let width = 0;
  for (const character of identity) width += character > '~' ? 2 : 1;
  return width;
}
