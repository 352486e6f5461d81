import type { TwilioAuthErrorDetails } from '../errors/twilio-auth.error.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** What a failed token request adds to an error. */
export interface TokenErrorDetails extends TwilioAuthErrorDetails {
  /** Always known: the endpoint's own word, or what kept the answer away. */
  readonly reason: string;
  /** HTTP status of the token endpoint; absent when it did not answer. */
  readonly status?: number | undefined;
  /** Twilio's own error code, when the answer carried one. */
  readonly twilioCode?: number | undefined;
}

/**
 * No OAuth token. `TWILIO_AUTH_OAUTH_TOKEN_REFUSED`: the endpoint said no to this client id and
 * secret. `TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE`: it is down, slow, or answered something that is no
 * token. The message quotes the endpoint's own words, with the client secret blacked out.
 */
export class TwilioTokenError extends TwilioAuthError {
  declare readonly reason: string;
  /** HTTP status of the token endpoint; `undefined` when it did not answer. */
  readonly status: number | undefined;
  /** Twilio's own error code, when the answer carried one. */
  readonly twilioCode: number | undefined;

  constructor(
    code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' | 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    message: string,
    { status, twilioCode, ...details }: TokenErrorDetails,
  ) {
    super(code, message, details);
    this.status = status;
    this.twilioCode = twilioCode;
  }

  override get name(): string {
    return 'TwilioTokenError';
  }
}
