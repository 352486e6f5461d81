import { withoutUndefined } from '../primitives/without-undefined.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** What is wrong with one field. Never carries the value: an identity is personal data. */
export interface AccessTokenProblem {
  /** Path of the field, such as `grants.voice.endpointId`; becomes the error's `reason`. */
  readonly field: string;
  /** The limit, as the end of a sentence that starts with the field. */
  readonly limit: string;
  /** The error with which Twilio rejects a token that breaks this limit, where it is documented. */
  readonly twilioCode?: number;
}

/** Throws the problem as an error. */
export type Reject = (problem: AccessTokenProblem) => never;

/**
 * `TWILIO_AUTH_SIGNING_KEY_MISSING`: the configuration has no key that may sign, which is no fault of
 * the caller's.
 */
export function signingKeyMissing(problem: AccessTokenProblem, account: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_SIGNING_KEY_MISSING',
    `The account "${account}" cannot sign access tokens: ${textOf(problem)}. Set TWILIO_ACCESS_TOKEN_KEY and TWILIO_ACCESS_TOKEN_SECRET to a main or standard API key, or accessTokens of the account.`,
    detailsOf(problem, account),
  );
}

/** `TWILIO_AUTH_ACCESS_TOKEN_INVALID`: names the field, the limit and Twilio's error for it. */
export function invalidAccessToken(problem: AccessTokenProblem, account: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCESS_TOKEN_INVALID',
    `The access token was not issued: ${textOf(problem)}.`,
    detailsOf(problem, account),
  );
}

function textOf({ field, limit, twilioCode }: AccessTokenProblem): string {
  return `${field} ${limit}${twilioCode === undefined ? '' : ` (Twilio error ${twilioCode})`}`;
}

function detailsOf({ field, twilioCode }: AccessTokenProblem, account: string) {
  const hint =
    twilioCode === undefined ? undefined : `https://www.twilio.com/docs/api/errors/${twilioCode}`;
  return { reason: field, account, ...withoutUndefined({ hint }) };
}
