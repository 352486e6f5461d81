import { TwilioAuthError, type TwilioAuthErrorDetails } from './twilio-auth.error.js';

/** What a failed token request adds to an error. */
export interface TokenErrorDetails extends TwilioAuthErrorDetails {
  /** Always set: the endpoint's own error code, or why there was no answer. */
  readonly reason: string;
  /** HTTP status of the token endpoint; absent when it did not answer. */
  readonly status?: number | undefined;
  /** Twilio's own error code, when the answer carried one. */
  readonly twilioCode?: number | undefined;
}

/**
 * No OAuth token. `TWILIO_AUTH_OAUTH_TOKEN_REFUSED`: the endpoint rejected this client id and
 * secret. `TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE`: it is down, slow, or its answer holds no token.
 * The message quotes the endpoint's answer, with the client secret redacted.
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
