/** A secret, or a function that fetches it (from a vault, a mounted file, an environment). */
export type SecretInput = string | (() => string | Promise<string>);

/**
 * The ways to authenticate, and what each needs. Open for augmentation: a strategy of your own
 * adds its method here, and `auth: { method: … }` is checked like the built-in ones.
 *
 * @example
 * declare module 'nestjs-twilio-auth' {
 *   interface TwilioAuthMethods {
 *     vault: { path: string };
 *   }
 * }
 */
export interface TwilioAuthMethods {
  /** OAuth 2.0 client credentials: what Twilio recommends for new integrations. */
  oauth: {
    /** Client ID of the OAuth app, `OQ…`. */
    readonly clientId: string;
    /** Client secret of the OAuth app. */
    readonly clientSecret: SecretInput;
    /** Sent with the token request. Account-level apps carry their permissions and need none. */
    readonly scope?: string;
    /**
     * The permissions of the app, by option only. A call outside them is refused before it is sent,
     * where it is certain which permission it needs.
     */
    readonly permissions?: readonly TwilioPermission[];
  };
  /** API key and secret. */
  'api-key': {
    /** SID of the key, `SK…`. */
    readonly keySid: string;
    /** Secret of the key. */
    readonly keySecret: SecretInput;
    /** With it, requests that this type of key cannot make are refused before they are sent. */
    readonly keyType?: ApiKeyType;
    /**
     * The permissions of a restricted key, which it then is. A call outside them is refused before
     * it is sent, where it is certain which permission it needs.
     */
    readonly permissions?: readonly TwilioPermission[];
  };
  /** The account's Auth Token: local development only, refused in production. */
  'auth-token': {
    /** The account's Auth Token. */
    readonly authToken: SecretInput;
  };
  /** Test credentials: no charge, no side effect, refused in production. */
  test: {
    /** Auth Token of the test account. */
    readonly authToken: SecretInput;
  };
}

/**
 * Name of a permission, such as `/twilio/messaging/messages/create`; the action may be `*` where
 * Twilio has all five. `TwilioPermissions` says which ones an application needs.
 */
export type TwilioPermission = `/twilio/${string}/${string}/${string}`;

export const API_KEY_TYPES = ['main', 'standard', 'restricted'] as const;

/** Kinds of API key (https://www.twilio.com/docs/iam/api-keys/keys-in-console). */
export type ApiKeyType = (typeof API_KEY_TYPES)[number];

/** Name of a way to authenticate. */
export type TwilioAuthMethod = keyof TwilioAuthMethods;

/** A way to authenticate with exactly what it needs; a typo or a missing field does not compile. */
export type AuthOptions = {
  [M in TwilioAuthMethod]: { readonly method: M } & TwilioAuthMethods[M];
}[TwilioAuthMethod];

/**
 * A credential, or a function that fetches all of it, such as the JSON of a secrets manager: SID and
 * secret then change together. It is called at the start, in the background, and when Twilio rejects
 * what it returned last. It may also return `accountSid`, which must be that of the account.
 *
 * @example
 * import { readFile } from 'node:fs/promises';
 *
 * const auth = async () => {
 *   const { apiKeySid, apiKeySecret } = JSON.parse(await readFile('/run/secrets/twilio', 'utf8'));
 *   return { method: 'api-key', keySid: apiKeySid, keySecret: apiKeySecret };
 * };
 */
export type AuthInput = AuthOptions | (() => AuthOptions | Promise<AuthOptions>);
