import type { Secret } from '../primitives/secret.js';

/**
 * Where Twilio issues OAuth tokens (https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token).
 * OAuth apps exist in US1 only, so neither region nor edge ever changes this address.
 */
export const TOKEN_URL = 'https://oauth.twilio.com/v2/token';

/** An OAuth app asking for tokens, on behalf of one account. */
export interface OAuthClient {
  /** Name of the account, for errors and events. */
  readonly account: string;
  readonly accountSid: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string | undefined;
}

/** The form of the client credentials grant (RFC 6749, section 4.4.2). */
export function tokenForm({ clientId, clientSecret, scope }: OAuthClient): string {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret.reveal(),
  });
  if (scope !== undefined) form.set('scope', scope);
  return form.toString();
}
