/** A client secret and the time from which it is no longer accepted (epoch milliseconds). */
interface ClientSecret {
  readonly value: string;
  readonly expiresAt: number | undefined;
}

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
