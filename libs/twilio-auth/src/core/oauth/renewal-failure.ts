import type { Deadline } from './deadline.js';
import type { OAuthClient } from './oauth-client.js';
import { TwilioTokenError } from '../errors/token.error.js';

/** The error that callers of a renewal get: always one of ours, whatever went wrong below. */
export function renewalFailure(
  error: unknown,
  deadline: Deadline,
  { account, clientId }: OAuthClient,
): TwilioTokenError {
  if (deadline.end === 'closed') {
    return new TwilioTokenError(
      'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      `No OAuth token for the client ${clientId}: the application is shutting down.`,
      { account, reason: 'closed' },
    );
  }
  if (error instanceof TwilioTokenError) return error;
  return new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `No OAuth token for the client ${clientId}: ${deadline.end ?? 'the renewal broke off'}.`,
    { account, reason: deadline.end ?? 'internal', retryable: true },
  );
}
