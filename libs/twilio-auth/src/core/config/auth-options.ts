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
    /** `OQ…` */
    readonly clientId: string;
    readonly clientSecret: SecretInput;
    readonly scope?: string;
  };
  /** API key and secret. */
  'api-key': {
    /** `SK…` */
    readonly keySid: string;
    readonly keySecret: SecretInput;
    /** Declare it, and requests that this type cannot make are refused before the network. */
    readonly keyType?: ApiKeyType;
  };
  /** The account's Auth Token: local development only, refused in production. */
  'auth-token': { readonly authToken: SecretInput };
  /** Test credentials: no charge, no side effect, refused in production. */
  test: { readonly authToken: SecretInput };
}

/** Kinds of API key (https://www.twilio.com/docs/iam/api-keys/keys-in-console). */
export type ApiKeyType = 'main' | 'standard' | 'restricted';

/** Name of a way to authenticate. */
export type TwilioAuthMethod = keyof TwilioAuthMethods;

/** A way to authenticate with exactly what it needs; a typo or a missing field does not compile. */
export type AuthOptions = {
  [M in TwilioAuthMethod]: { readonly method: M } & TwilioAuthMethods[M];
}[TwilioAuthMethod];
