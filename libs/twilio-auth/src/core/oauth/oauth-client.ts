import type { TokenStore } from '../config/token-store.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import type { Secret } from '../primitives/secret.js';

/**
 * Where Twilio issues OAuth tokens (https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token).
 * OAuth apps exist in US1 only, so neither region nor edge ever changes this address.
 */
export const TOKEN_URL = 'https://oauth.twilio.com/v2/token';

/** No answer of a token endpoint is larger than this: 1 MiB, compressed or not. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** An OAuth app that asks for tokens, on behalf of one account. */
export interface OAuthClient {
  /** For errors and events. */
  readonly accountName: string;
  readonly accountSid: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string | undefined;
}

/** One request to the token endpoint, as the transport sends it. */
export interface TokenRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Makes the body, which holds the client secret. It is called where the body is written to the
   * wire, so that no variable holds it where an error may be thrown: monitoring tools send the
   * variables of every function on the stack along with an error.
   */
  readonly body: () => string;
  /** Ends the request, the reading of its body included. */
  readonly signal: AbortSignal;
  /** A longer body is an error. */
  readonly maxBodyBytes: number;
}

/** Its answer, whatever the status. Redirects are answers: they are never followed. */
export interface TokenResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Sends a request to the token endpoint through the transport, with its proxy, CA and timeouts.
 * Rejects with `TWILIO_AUTH_CONNECTION_FAILED` when there is no answer.
 */
export type SendTokenRequest = (request: TokenRequest) => Promise<TokenResponse>;

/** What fetching tokens needs from outside. */
export interface OAuthDeps {
  readonly send: SendTokenRequest;
  readonly clock: Clock;
  readonly emit: Emit;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** For one token with everything included: store, lock, requests and the pauses between them. */
  readonly timeoutMs: number;
  /** Shares tokens between processes. */
  readonly tokenStore?: TokenStore | undefined;
}

/** The request of the client credentials grant (RFC 6749, section 4.4.2). */
export function tokenRequest(client: OAuthClient, signal: AbortSignal): TokenRequest {
  return {
    url: TOKEN_URL,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'accept-encoding': 'identity',
    },
    body: () => formOf(client),
    signal,
    maxBodyBytes: MAX_BODY_BYTES,
  };
}

function formOf({ clientId, clientSecret, scope }: OAuthClient): string {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret.reveal(),
    ...(scope !== undefined && { scope }),
  }).toString();
}
