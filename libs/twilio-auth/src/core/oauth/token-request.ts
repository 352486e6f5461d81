import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { Clock } from '../primitives/clock.js';
import { MAX_BODY_BYTES } from './answer-body.js';
import type { Deadline } from './deadline.js';
import type { OAuthClient } from './oauth-client.js';
import { TOKEN_URL, tokenForm } from './oauth-client.js';
import type { SendTokenRequest, TokenResponse } from './send.js';
import { tokenGrant } from './token-answer.js';
import { refusalOf } from './token-refusal.js';
import type { OAuthToken } from './token-source.js';
import { TwilioTokenError } from '../errors/token.error.js';

/** One request to the token endpoint: a token, or the reason why there is none. */
export async function requestToken(
  client: OAuthClient,
  send: SendTokenRequest,
  clock: Clock,
  deadline: Deadline,
): Promise<OAuthToken> {
  // The lifetime counts from here: the endpoint made the token at some moment after this one.
  const sentAt = { sentAtWallMs: clock.wallMs(), sentAtMonotonicMs: clock.monotonicMs() };
  const response = await answer(client, send, deadline);
  if (response.status < 200 || response.status > 299) throw refusalOf(response, client, clock);
  return { ...tokenGrant(response, client), ...sentAt };
}

async function answer(
  client: OAuthClient,
  send: SendTokenRequest,
  deadline: Deadline,
): Promise<TokenResponse> {
  try {
    // The deadline may have ended while the store was asked.
    deadline.signal.throwIfAborted();
    const request = send({
      url: TOKEN_URL,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'accept-encoding': 'identity',
      },
      body: tokenForm(client),
      signal: deadline.signal,
      maxBodyBytes: MAX_BODY_BYTES,
    });
    return await deadline.race(request);
  } catch (error) {
    throw noAnswer(client, deadline, error);
  }
}

/** Why no answer came. Only the cause's code is kept: an HTTP client's error holds the request. */
function noAnswer(client: OAuthClient, deadline: Deadline, error: unknown): TwilioTokenError {
  const cause = isTwilioAuthError(error) ? error : undefined;
  const reason = deadline.end ?? cause?.reason ?? 'no-answer';
  return new TwilioTokenError(
    'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    `No answer from the token endpoint to the OAuth client ${client.clientId} (${reason}).`,
    {
      account: client.account,
      reason,
      retryable: deadline.end !== 'closed' && (cause?.retryable ?? true),
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
