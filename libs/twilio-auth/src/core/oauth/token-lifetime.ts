const SECOND_MS = 1000;

/** The longest lifetime that an OAuth app can be given (https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps). */
const LONGEST_S = 30 * 24 * 60 * 60;

/** When nothing says how long a token lives: the shortest lifetime an app can be given. */
const UNKNOWN_S = 60;

const DECIMAL = /^\s*[+-]?\d+(\.\d+)?\s*$/;

/**
 * How long a token lives, in milliseconds from its request: `expires_in`, else what the token
 * says about itself if it is a JWT, else a minute. Zero when the endpoint said zero or less.
 */
export function lifetimeMsOf(expiresIn: unknown, accessToken: string): number {
  const seconds = secondsIn(expiresIn) ?? jwtSeconds(accessToken) ?? UNKNOWN_S;
  return Math.min(Math.max(seconds, 0), LONGEST_S) * SECOND_MS;
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
  const claims = parseObject(Buffer.from(payload, 'base64url').toString('utf8'));
  const { exp, iat } = claims as { exp?: unknown; iat?: unknown };
  if (!Number.isFinite(exp) || !Number.isFinite(iat)) return undefined;
  const seconds = Math.floor((exp as number) - (iat as number));
  return seconds > 0 ? seconds : undefined;
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
