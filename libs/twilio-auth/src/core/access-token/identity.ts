import type { AccessTokenProblem } from './invalid-access-token.js';
import type { AccessTokenGrants } from './grants.js';

/** https://www.twilio.com/docs/api/errors/54351 */
const MAX_CHARACTERS = 256;
/** https://www.twilio.com/docs/api/errors/53201 */
const MAX_VIDEO_WIDTH = 128;

// Control characters are what this pattern is about.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;
/** Space, `delims` and `unwise` of RFC 2396: https://www.twilio.com/docs/api/errors/31105 */
const REFUSED_BY_VOICE = /[ <>#%"{}|\\^[\]`]/;
// oxlint-disable-next-line no-control-regex
const ONLY_SINGLE_BYTE = /^[\u0000-\u007f]*$/;

/** The identity as the token will carry it, or `undefined` when its type is wrong. */
export function identityText(identity: unknown): string | undefined {
  if (typeof identity === 'string') return identity;
  return Number.isSafeInteger(identity) ? String(identity) : undefined;
}

/** The first limit that the identity breaks with these grants. */
export function identityProblem(
  identity: string | undefined,
  grants: AccessTokenGrants,
): AccessTokenProblem | undefined {
  if (identity === undefined || identity.trim() === '') {
    return problem('must be a non-empty string or a safe integer', 54351);
  }
  if (identity.length > MAX_CHARACTERS) {
    return problem(`must have at most ${MAX_CHARACTERS} characters`, 54351);
  }
  if (CONTROL.test(identity)) return problem('must not contain control characters', 31105);
  if (grants.voice !== undefined && REFUSED_BY_VOICE.test(identity)) {
    return problem('must not contain spaces or <>#%"{}|\\^[]` with a voice grant', 31105);
  }
  if (grants.video !== undefined && videoWidth(identity) > MAX_VIDEO_WIDTH) {
    return problem(
      `must have at most ${MAX_VIDEO_WIDTH} characters with a video grant, a double-byte one counting 2`,
      53201,
    );
  }
  return undefined;
}

function videoWidth(identity: string): number {
  if (ONLY_SINGLE_BYTE.test(identity)) return identity.length;
  let width = 0;
  for (const character of identity) width += character.codePointAt(0)! > 0x7f ? 2 : 1;
  return width;
}

function problem(limit: string, twilioCode: number): AccessTokenProblem {
  return { field: 'identity', limit, twilioCode };
}
