import { newClientSecret } from '../protocol/sid.js';

/** A client secret, and from when until when it is accepted (epoch milliseconds). */
interface ClientSecret {
  readonly value: string;
  readonly validFrom: number;
  readonly expiresAt: number | undefined;
}

/** Longest grace of a rotated secret: 30 days. */
export const MAX_GRACE_SECONDS = 30 * 86_400;

/** Bounds of {@link OAuthApp.accessTokenTtlSeconds}: a minute to 30 days. */
export const MIN_TTL_SECONDS = 60;
export const MAX_TTL_SECONDS = 30 * 86_400;

/** An account-level OAuth app as the emulator stores it. */
export interface OAuthApp {
  readonly clientId: string;
  readonly accountSid: string;
  friendlyName: string;
  description: string;
  /** Newest first; at most two are valid. */
  secrets: readonly ClientSecret[];
  allow: readonly string[];
  deny: readonly string[];
  /** Lifetime of the tokens it issues, 60 to 2,592,000 seconds. */
  accessTokenTtlSeconds: number;
  readonly createdAt: number;
}

/**
 * Gives the app a new secret and returns it. The previous one stays valid until `expiresAt`, and older
 * ones are deleted.
 * @see https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps
 */
export function rotateSecret(app: OAuthApp, validFrom: number, expiresAt: number): string {
  const value = newClientSecret();
  const previous = app.secrets.slice(0, 1).map((secret) => ({ ...secret, expiresAt }));
  app.secrets = [{ value, validFrom, expiresAt: undefined }, ...previous];
  return value;
}
