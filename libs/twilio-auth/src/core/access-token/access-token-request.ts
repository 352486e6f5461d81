import type { AccessTokenGrants } from './grants.js';

/** What an access token is asked for with. */
export interface AccessTokenRequest {
  /**
   * Who the bearer is, as your own sign-in knows it; never taken from the request's input.
   * 1 to 256 characters; a safe integer becomes its decimal string. With a voice grant no
   * spaces and none of `<>#%"{}|\^[]` or a backtick; with a video grant at most 128 characters,
   * a double-byte one counting two.
   */
  readonly identity: string | number;
  /** At least one. */
  readonly grants: AccessTokenGrants;
  /** 1 to 86400 seconds; default: the account's `defaultTtlSeconds`. */
  readonly ttlSeconds?: number;
  /** When it begins to hold: a date, or whole seconds since the epoch. Default: at once. */
  readonly notBefore?: Date | number;
}

/** An access token, ready for the client. */
export interface IssuedAccessToken {
  /** The JWT. Whoever has it can use it until it expires: send it to its owner only. */
  readonly token: string;
  readonly expiresAt: Date;
  /** The identity as the token carries it. */
  readonly identity: string;
  /** Unique id of the token; starts with the SID of the signing key. */
  readonly jti: string;
}
