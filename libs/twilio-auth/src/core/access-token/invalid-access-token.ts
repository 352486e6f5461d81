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
export function signingKeyMissing(
  { field, limit, twilioCode }: AccessTokenProblem,
  account: string,
): TwilioAuthError {
  const code = twilioCode === undefined ? '' : ` (Twilio error ${twilioCode})`;
  return new TwilioAuthError(
    'TWILIO_AUTH_SIGNING_KEY_MISSING',
    `The account "${account}" cannot sign access tokens: ${field} ${limit}${code}. Set TWILIO_ACCESS_TOKEN_KEY and TWILIO_ACCESS_TOKEN_SECRET to a main or standard API key, or accessTokens of the account.`,
    { reason: field, account, ...withoutUndefined({ hint: pageOf(twilioCode) }) },
  );
}

function pageOf(twilioCode: number | undefined): string | undefined {
  return twilioCode === undefined
    ? undefined
    : `https://www.twilio.com/docs/api/errors/${twilioCode}`;
}

/** `TWILIO_AUTH_ACCESS_TOKEN_INVALID`: names the field, the limit and Twilio's error for it. */
export function invalidAccessToken(
  { field, limit, twilioCode }: AccessTokenProblem,
  account: string,
): TwilioAuthError {
  const code = twilioCode === undefined ? '' : ` (Twilio error ${twilioCode})`;
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCESS_TOKEN_INVALID',
    `The access token was not issued: ${field} ${limit}${code}.`,
    { reason: field, account, ...withoutUndefined({ hint: pageOf(twilioCode) }) },
  );
}
