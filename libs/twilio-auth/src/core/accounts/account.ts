import type { AccountOrigin } from '../config/account-origin.js';
import type { ApiKeyType } from '../config/auth-options.js';
import type { Secret } from '../primitives/secret.js';
import type { CustomCredential } from './custom-credential.js';

/** OAuth app of an account. */
export interface OAuthCredential {
  readonly method: 'oauth';
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string;
}

/** API key of an account. */
export interface ApiKeyCredential {
  readonly method: 'api-key';
  readonly keySid: string;
  readonly keySecret: Secret;
  readonly keyType?: ApiKeyType;
}

/** Auth Token, live or of the test credentials. */
export interface AuthTokenCredential {
  readonly method: 'auth-token' | 'test';
  readonly authToken: Secret;
}

/** What authenticates REST calls. */
export type RestCredential =
  OAuthCredential | ApiKeyCredential | AuthTokenCredential | CustomCredential;

/** One key of the webhook key ring. */
export interface WebhookKey {
  /** Shown in verdicts; `key-1` and so on when it was given none. */
  readonly name: string;
  readonly secret: Secret;
  readonly algorithm: 'hmac-sha1';
}

/** How an account's webhooks are verified. */
export interface WebhookCredential {
  readonly keys: readonly WebhookKey[];
  readonly baseUrl?: string;
  readonly verify: boolean;
}

/** What signs an account's access tokens. */
export interface AccessTokenCredential {
  readonly keySid: string;
  readonly keySecret: Secret;
  readonly region?: string;
  readonly defaultTtlSeconds: number;
}

/** Public Key Client Validation of an account. */
export interface ClientValidation {
  readonly credentialSid: string;
  readonly privateKey: Secret;
  readonly algorithm: 'RS256' | 'PS256';
}

/**
 * One Twilio account with its secrets split by purpose: REST calls, webhook verification and
 * access tokens each have their own, so that a key never serves where it must not.
 * Immutable; a rotation makes a new one.
 */
export interface Account {
  /** `default`, the configured name, or `tenant:` and the tenant's id. */
  readonly name: string;
  readonly accountSid: string;
  readonly rest: RestCredential;
  readonly webhook: WebhookCredential;
  readonly accessTokens?: AccessTokenCredential;
  readonly clientValidation?: ClientValidation;
  readonly region?: string;
  readonly edge?: string;
  readonly origin: AccountOrigin;
}

/** Name of the account that needs none. */
export const DEFAULT_ACCOUNT = 'default';
