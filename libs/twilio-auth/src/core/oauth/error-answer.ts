import { redact } from '../errors/redact.js';
import type { Clock } from '../primitives/clock.js';
import { retryAfterMs } from '../primitives/retry-after.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { OAuthClient, TokenResponse } from './oauth-client.js';
import { bodyObject, bodyText } from './token-answer.js';
import { TwilioTokenError } from '../errors/token.error.js';
import { shortened } from '../primitives/shortened.js';

/** Statuses below 500 that are worth another try. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429]);

const LONGEST_QUOTE = 300;

/** The error of an answer that is not a success. */
export function toTokenError(
  response: TokenResponse,
  client: OAuthClient,
  clock: Clock,
): TwilioTokenError {
  const { status } = response;
  const { quote, twilioCode, error } = explanationOf(response, client);
  const retryable = RETRYABLE.has(status) || status >= 500;
  const refused = status >= 400 && !retryable;
  const facts = [`HTTP ${status}`, twilioCode && `code ${twilioCode}`, error].filter(Boolean);
  const said = `(${facts.join(', ')})${quote === undefined ? '' : `: "${quote}"`}`;
  const details = withoutUndefined({
    account: client.accountName,
    status,
    retryable,
    reason: error ?? `http-${status}`,
    twilioCode,
    retryAfterMs: retryable ? requestedWaitMs(response, clock) : undefined,
  });
  return refused
    ? new TwilioTokenError(
        'TWILIO_AUTH_OAUTH_TOKEN_REFUSED',
        `Twilio refused the OAuth client ${client.clientId} ${said}. ` +
          'Check the client id and secret of the OAuth app in the Twilio Console.',
        details,
      )
    : new TwilioTokenError(
        'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
        `The token endpoint gave no token to the OAuth client ${client.clientId} ${said}.`,
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

/** What the endpoint says about an error. */
interface Explanation {
  /** Its own sentence, safe to print. */
  readonly quote?: string | undefined;
  /** Twilio's numeric error code. */
  readonly twilioCode?: number | undefined;
  /** The error code of RFC 6749, such as `invalid_client`. */
  readonly error?: string | undefined;
}

/**
 * Reads an error of any shape: Twilio's `{ code, message }`, RFC 6749's
 * `{ error, error_description }`, RFC 9457's `{ title, detail }`, HTML, text or nothing.
 * Twilio documents the first and does not show a real one for a wrong secret.
 */
function explanationOf(response: TokenResponse, client: OAuthClient): Explanation {
  const body = bodyObject(response);
  if (body === undefined) return { quote: printable(bodyText(response), client) };
  const texts = [body['message'], body['error_description'], body['detail'], body['title']];
  const code = Number(body['code']);
  return {
    quote: texts.map((text) => printable(text, client)).find((text) => text !== undefined),
    twilioCode: Number.isInteger(code) && code > 0 ? code : undefined,
    error: printable(body['error'], client),
  };
}

/** One line of limited length, without markup and without the client secret. */
function printable(value: unknown, { clientSecret }: OAuthClient): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = redact(value, clientSecret.reveal())
    .replaceAll(/<(style|script)\b[^]*?<\/\1>|<[^>]*>/gi, ' ')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (text === '') return undefined;
  return shortened(text, LONGEST_QUOTE);
}
