/** Calls from and to a browser or phone; `incomingAllow` or `outgoingApplicationSid` at least. */
export interface VoiceGrant {
  /** Lets the client receive calls. */
  readonly incomingAllow?: boolean;
  /** TwiML app (`AP…`) that handles the calls the client makes. */
  readonly outgoingApplicationSid?: string;
  /** Parameters passed to that app; needs `outgoingApplicationSid`. */
  readonly outgoingApplicationParams?: Readonly<Record<string, unknown>>;
  /** Push credential (`CR…`) for incoming calls on a phone. */
  readonly pushCredentialSid?: string;
  /** Distinguishes several devices of one identity. */
  readonly endpointId?: string;
}

/** Video rooms. The signing key must be one of us1. */
export interface VideoGrant {
  /** Name or SID of the one room; absent: any room of the account. */
  readonly room?: string;
}

/** Conversations. */
export interface ChatGrant {
  /** Conversations service (`IS…`). */
  readonly serviceSid?: string;
  readonly endpointId?: string;
  readonly deploymentRoleSid?: string;
  /** Push credential (`CR…`). */
  readonly pushCredentialSid?: string;
}

/** Sync documents, lists and maps. */
export interface SyncGrant {
  /** Sync service (`IS…`, or `default`). */
  readonly serviceSid?: string;
  readonly endpointId?: string;
}

/** TaskRouter. */
export interface TaskRouterGrant {
  /** Workspace (`WS…`). */
  readonly workspaceSid?: string;
  /** Worker (`WK…`). */
  readonly workerSid?: string;
  readonly role?: string;
}

/** The `grant` of Twilio's playback grant resource, passed on unchanged. */
export type PlaybackGrant = Readonly<Record<string, unknown>>;

/**
 * What the bearer of an access token may do; at least one entry. Field names are those of the
 * SDK's grant classes, as plain data.
 *
 * @example
 * const grants: AccessTokenGrants = {
 *   voice: { incomingAllow: true, outgoingApplicationSid: 'AP00000000000000000000000000000000' },
 *   chat: { serviceSid: 'IS00000000000000000000000000000000' },
 * };
 */
export interface AccessTokenGrants {
  readonly voice?: VoiceGrant;
  readonly video?: VideoGrant;
  readonly chat?: ChatGrant;
  readonly sync?: SyncGrant;
  readonly taskRouter?: TaskRouterGrant;
  readonly playback?: PlaybackGrant;
}

/** What an access token is issued for. */
export interface AccessTokenRequest {
  /**
   * Who the bearer is, as your own sign-in knows it; never taken from the request's input.
   * 1 to 256 characters; a safe integer becomes its decimal string. With a voice grant ASCII
   * without white space and none of `<>#%"{}|\^[];,/?&=` or a backtick, best letters, digits and
   * underscores only; with a video grant at most 128 characters, a double-byte one counting two.
   */
  readonly identity: string | number;
  /** At least one. */
  readonly grants: AccessTokenGrants;
  /** 1 to 86400 seconds; default: the account's `defaultTtlSeconds`. */
  readonly ttlSeconds?: number;
  /** When it becomes valid: a date, or whole seconds since the epoch. Default: at once. */
  readonly notBefore?: Date | number;
}

/** An access token, ready for the client. */
export interface IssuedAccessToken {
  /** The JWT. Anyone who has it can use it until it expires: send it to its owner only. */
  readonly token: string;
  readonly expiresAt: Date;
  /** The identity as the token carries it. */
  readonly identity: string;
  /** Unique id of the token; starts with the SID of the signing key. */
  readonly jti: string;
}
