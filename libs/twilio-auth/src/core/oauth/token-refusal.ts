import type { Clock } from '../primitives/clock.js';
import { retryAfterMs } from '../primitives/retry-after.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { bodyObject } from './answer-body.js';
import type { OAuthClient } from './oauth-client.js';
import type { TokenResponse } from './send.js';
import { serverWords } from './server-words.js';
import { TwilioTokenError } from '../errors/token.error.js';

/** Answers that say "later" rather than "no". */
const PASSING = new Set([408, 425, 429]);

/** The error of an answer that is not a success. */
export function refusalOf(
  response: TokenResponse,
  client: OAuthClient,
  clock: Clock,
): TwilioTokenError {
  const { status } = response;
  const words = serverWords(response, client);
  const retryable = PASSING.has(status) || status >= 500;
  const refused = status >= 400 && !retryable;
  const details = withoutUndefined({
    account: client.account,
    status,
    retryable,
    reason: words.error ?? `http-${status}`,
    twilioCode: words.twilioCode,
    retryAfterMs: retryable ? requestedWaitMs(response, clock) : undefined,
  });
  const said = [`HTTP ${status}`, words.twilioCode && `code ${words.twilioCode}`, words.error]
    .filter(Boolean)
    .join(', ');
  const quote = words.text === undefined ? '' : `: "${words.text}"`;
  return refused
    ? new TwilioTokenError(
        'TWILIO_AUTH_OAUTH_TOKEN_REFUSED',
        `Twilio refused the OAuth client ${client.clientId} (${said})${quote}. ` +
          'Check the client id and secret of the OAuth app in the Twilio Console.',
        details,
      )
    : new TwilioTokenError(
        'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
        `The token endpoint gave no token to the OAuth client ${client.clientId} (${said})${quote}.`,
        details,
      );
}

/** `Retry-After`, or else the moment that Twilio names in the body, by our own wall clock. */
function requestedWaitMs(response: TokenResponse, clock: Clock): number | undefined {
  const waitMs = retryAfterMs(response.headers['retry-after'], clock);
  const until = bodyObject(response)?.['throttled_until'];
  if (waitMs !== undefined || typeof until !== 'string') return waitMs;
  const untilMs = Date.parse(until);
  return Number.isNaN(untilMs) ? undefined : Math.max(0, untilMs - clock.wallMs());
}
