import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** What is wrong with one field. Never carries the value: an identity is personal data. */
export interface AccessTokenProblem {
  /** Path of the field, such as `grants.voice.endpointId`; becomes the error's `reason`. */
  readonly field: string;
  /** The limit, as the end of a sentence that starts with the field. */
  readonly limit: string;
  /** The error with which Twilio rejects a token that breaks this limit. */
  readonly twilioCode: number;
}

/** Throws the problem as an error. */
export type Reject = (problem: AccessTokenProblem) => never;

/** `TWILIO_AUTH_ACCESS_TOKEN_INVALID`: names the field, the limit and Twilio's error for it. */
export function invalidAccessToken(
  { field, limit, twilioCode }: AccessTokenProblem,
  account: string,
): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCESS_TOKEN_INVALID',
    `The access token was not issued: ${field} ${limit} (Twilio error ${twilioCode}).`,
    {
      reason: field,
      hint: `https://www.twilio.com/docs/api/errors/${twilioCode}`,
      account,
    },
  );
}
