import type { Secret } from '../primitives/secret.js';
import type { ApiKeyType } from './auth-options.js';

/** `auth` after validation: strings cleaned, secrets sealed. */
export type AuthSettings =
  | { method: 'oauth'; clientId: string; clientSecret: Secret; scope?: string }
  | { method: 'api-key'; keySid: string; keySecret: Secret; keyType?: ApiKeyType }
  | { method: 'auth-token' | 'test'; authToken: Secret }
  | { method: 'custom'; name: string; options: Readonly<Record<string, unknown>> };

/** One key of the webhook ring after validation. */
export interface SigningKeySettings {
  readonly name: string;
  readonly secret: Secret;
}

/** One account after validation, still in the shape of its options. */
export interface AccountSettings {
  readonly accountSid: string;
  readonly auth: AuthSettings;
  readonly accessTokens?: {
    readonly keySid: string;
    readonly keySecret: Secret;
    readonly region?: string;
    readonly defaultTtlSeconds?: number;
  };
  readonly webhook?: {
    readonly signingKeys?: readonly SigningKeySettings[];
    readonly baseUrl?: string;
    readonly verify?: boolean;
  };
  readonly clientValidation?: {
    readonly credentialSid: string;
    readonly privateKey: Secret;
    readonly algorithm?: 'RS256' | 'PS256';
  };
  readonly region?: string;
  readonly edge?: string;
}
