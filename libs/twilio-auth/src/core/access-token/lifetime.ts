import type { AccessTokenProblem } from './invalid-access-token.js';

/** Longest lifetime that Twilio accepts: https://www.twilio.com/docs/api/errors/20157 */
export const MAX_TTL_SECONDS = 86_400;

/** Beyond the year 5000: a number of milliseconds where seconds belong. */
const LATEST_SECONDS = 100_000_000_000;

/** Why this is no lifetime. A string is refused: the SDK reads `'3600'` as 3.6 seconds. */
export function ttlProblem(ttlSeconds: unknown): AccessTokenProblem | undefined {
  const valid =
    Number.isInteger(ttlSeconds) &&
    (ttlSeconds as number) >= 1 &&
    (ttlSeconds as number) <= MAX_TTL_SECONDS;
  if (valid) return undefined;
  return {
    field: 'ttlSeconds',
    limit: `must be a whole number of seconds from 1 to ${MAX_TTL_SECONDS}`,
    twilioCode: 20157,
  };
}

/** Seconds since the epoch; `NaN` for anything that is no moment. */
export function notBeforeSeconds(notBefore: unknown): number {
  if (notBefore instanceof Date) return Math.floor(notBefore.getTime() / 1000);
  return typeof notBefore === 'number' ? notBefore : Number.NaN;
}

/** Why a token that expires at `expiry` cannot begin to hold at `seconds`. */
export function notBeforeProblem(seconds: number, expiry: number): AccessTokenProblem | undefined {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LATEST_SECONDS) {
    return {
      field: 'notBefore',
      limit: 'must be a valid Date or whole seconds (not milliseconds) since the epoch',
      twilioCode: 20105,
    };
  }
  if (seconds < expiry) return undefined;
  return {
    field: 'notBefore',
    limit: 'must lie before the moment the token expires',
    twilioCode: 20105,
  };
}
