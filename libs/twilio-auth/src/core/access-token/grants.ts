/** Calls from and to a browser or phone. */
export interface VoiceGrant {
  /** Lets the client receive calls. */
  readonly incomingAllow?: boolean;
  /** TwiML app (`AP…`) that handles the calls the client makes. */
  readonly outgoingApplicationSid?: string;
  /** Parameters passed to that app; needs `outgoingApplicationSid`. */
  readonly outgoingApplicationParams?: Readonly<Record<string, unknown>>;
  /** Push credential (`CR…`) for incoming calls on a phone. */
  readonly pushCredentialSid?: string;
  /** Tells apart several devices of one identity. */
  readonly endpointId?: string;
}

/** Video rooms. */
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
  readonly pushCredentialSid?: string;
}

/** Sync documents, lists and maps. */
export interface SyncGrant {
  /** Sync service (`IS…`). */
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

/** The grant object that Twilio's playback grant resource answered with, passed on untouched. */
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
