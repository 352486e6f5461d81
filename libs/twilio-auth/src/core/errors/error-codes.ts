/** What a code means: for the filter, and for the table in the docs. */
export interface ErrorCodeRow {
  /** What happened, in one sentence. */
  readonly meaning: string;
  /** The status that `TwilioExceptionFilter` answers with. */
  readonly httpStatus: number;
  /** What to do about it. */
  readonly remedy: string;
}

/**
 * Every code this library throws. Codes are API: they are never renamed, and a new one is a
 * minor release. Messages may change at any time.
 */
export const ERROR_CODES = {
  TWILIO_AUTH_CONFIG_INVALID: {
    meaning: 'The options or environment variables are incomplete or contradict each other.',
    httpStatus: 500,
    remedy: 'Fix every problem that the message lists; the application does not start until then.',
  },
  TWILIO_AUTH_POLICY_VIOLATION: {
    meaning: 'A credential or setting is not allowed in this environment.',
    httpStatus: 503,
    remedy: 'Follow the remedy of each violation, or add a dated exception to `policy.exceptions`.',
  },
  TWILIO_AUTH_CAPABILITY: {
    meaning: 'Twilio documents that this kind of credential cannot make this request.',
    httpStatus: 502,
    remedy: 'Use the credential that the message names.',
  },
  TWILIO_AUTH_OAUTH_TOKEN_REFUSED: {
    meaning: 'Twilio refused the OAuth client id or client secret.',
    httpStatus: 502,
    remedy: 'Check the OAuth app in the Twilio Console and rotate its secret if in doubt.',
  },
  TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE: {
    meaning: 'No OAuth token: the token endpoint is down, slow, or its answer holds none.',
    httpStatus: 503,
    remedy: 'Retry after `retryAfterMs`; check egress to oauth.twilio.com.',
  },
  TWILIO_AUTH_CREDENTIAL_REFUSED: {
    meaning: 'Twilio refused a new credential when it was tried before a rotation.',
    httpStatus: 502,
    remedy: 'Check that the new credential belongs to this account; the old one is still used.',
  },
  TWILIO_AUTH_KEY_CHANGE_FAILED: {
    meaning:
      'A key, an OAuth secret, an Auth Token or a subaccount could not be created, delivered, revoked or rotated; the credential in use still works.',
    httpStatus: 502,
    remedy:
      'See `reason`, the message and the hint, and run the same again: it goes on where it stopped.',
  },
  TWILIO_AUTH_ACCOUNT_UNKNOWN: {
    meaning:
      'No account of this name is configured (500); there is no such tenant (404), or `resolveAccount` failed (503).',
    httpStatus: 500,
    remedy: 'Use one of the names that the message lists, or add it to `accounts`.',
  },
  TWILIO_AUTH_ACCESS_TOKEN_INVALID: {
    meaning: 'An access token was requested with input that Twilio would refuse.',
    httpStatus: 400,
    remedy: 'Correct the field that the message names.',
  },
  TWILIO_AUTH_SIGNING_KEY_MISSING: {
    meaning: 'The account has no key that may sign access tokens.',
    httpStatus: 500,
    remedy: 'Set TWILIO_ACCESS_TOKEN_KEY and TWILIO_ACCESS_TOKEN_SECRET, or `accessTokens`.',
  },
  TWILIO_AUTH_WEBHOOK_REJECTED: {
    meaning: 'A webhook request does not carry a valid Twilio signature.',
    httpStatus: 403,
    remedy: 'If it came from Twilio, compare the public URL and the signing keys with the log.',
  },
  TWILIO_AUTH_WEBHOOK_MISCONFIGURED: {
    meaning: 'Webhooks cannot be verified as this application is set up.',
    httpStatus: 503,
    remedy: 'Enable `rawBody`, give the account a signing key, use the guard on HTTP routes only.',
  },
  TWILIO_AUTH_CONNECTION_FAILED: {
    meaning: 'Twilio could not be reached, or the connection broke.',
    httpStatus: 502,
    remedy: 'Check egress, DNS, proxy and TLS settings; see `reason` for the cause code.',
  },
  TWILIO_AUTH_ANSWER_INVALID: {
    meaning: 'The answer cannot be used: it is not HTTP, not JSON, or too large.',
    httpStatus: 502,
    remedy: 'See `reason`; check the proxies and gateways between this application and Twilio.',
  },
  TWILIO_AUTH_DISABLED: {
    meaning: 'The module is disabled (`enabled: false`).',
    httpStatus: 503,
    remedy: 'Set TWILIO_AUTH_ENABLED=true and configure an account.',
  },
} as const satisfies Record<string, ErrorCodeRow>;

/** The stable code of a {@link TwilioAuthError}. */
export type TwilioAuthErrorCode = keyof typeof ERROR_CODES;

/**
 * What `TwilioExceptionFilter` calls the answers of Twilio's API, which the SDK throws under
 * Twilio's own numeric codes. Like {@link ERROR_CODES}, they never change.
 */
export const API_ERROR_CODES = {
  TWILIO_API_CREDENTIAL_REJECTED: {
    meaning: 'Twilio refused the credential of this application, or it lacks a permission.',
    httpStatus: 502,
    remedy: 'See the log for the account and a hint; `npx nestjs-twilio-auth doctor --probe`.',
  },
  TWILIO_API_THROTTLED: {
    meaning: 'Twilio answered 429: too many requests.',
    httpStatus: 503,
    remedy: 'Retry after the time in `Retry-After`; send less at once.',
  },
  TWILIO_API_UNAVAILABLE: {
    meaning: 'Twilio answered with a server error, or with something unexpected.',
    httpStatus: 502,
    remedy: 'Retry later; see https://status.twilio.com.',
  },
  TWILIO_API_TIMEOUT: {
    meaning: 'Twilio did not answer in time.',
    httpStatus: 504,
    remedy: 'Retry later; a message may have been sent nevertheless.',
  },
  TWILIO_API_INVALID_REQUEST: {
    meaning: 'Twilio rejected the request; 404 and 409 keep their status.',
    httpStatus: 400,
    remedy: 'Correct the request; `twilioCode` and `moreInfo` say what is wrong with it.',
  },
} as const satisfies Record<string, ErrorCodeRow>;

/** The name of one kind of answer of Twilio's API. */
export type TwilioApiErrorCode = keyof typeof API_ERROR_CODES;

/** Twilio's own codes that decide what this library does (https://www.twilio.com/docs/api/errors). */
export const TWILIO_CODES = {
  /** "Authenticate": the credential is unknown, or a standard key used Accounts or Keys. */
  unauthenticated: 20003,
  /** "Not accessible with test credentials". */
  notForTestCredentials: 20008,
  /** "Too many requests": refused before it was processed. */
  tooManyRequests: 20429,
  /** "Authorization failed": the credential is valid and lacks a permission. */
  permissionMissing: 70051,
} as const;
