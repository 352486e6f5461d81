import type { AuthOptions, SecretInput } from './auth-options.js';
import type { TokenStore } from './token-store.js';

/**
 * A key that Twilio signs your webhooks with: the account's Auth Token, its secondary one
 * while you rotate, or a shared key. The name appears in verdicts and logs, the secret never.
 */
export type SigningKey =
  | SecretInput
  | { readonly secret: SecretInput; readonly name?: string; readonly algorithm?: 'hmac-sha1' };

/** The API key that signs access tokens for browsers and phones. */
export interface AccessTokenOptions {
  /** SID of a main or standard API key (`SK…`); a restricted key cannot sign access tokens. */
  readonly keySid: string;
  readonly keySecret: SecretInput;
  /** Twilio region of the key; becomes the `twr` header. */
  readonly region?: string;
  /** Lifetime when `issue()` gives none: 1 to 86400 seconds, default 3600. */
  readonly defaultTtlSeconds?: number;
}

/** How the webhooks of an account are verified. */
export interface WebhookOptions {
  /** Newest first, at most five. Default: the Auth Token, if the account authenticates with it. */
  readonly signingKeys?: readonly SigningKey[];
  /** Public origin, and path prefix if any, that Twilio calls: `https://api.example.com`. */
  readonly baseUrl?: string;
  /** `false` accepts unsigned requests; refused in production. */
  readonly verify?: boolean;
}

/** Public Key Client Validation (https://www.twilio.com/docs/iam/pkcv). */
export interface ClientValidationOptions {
  /** SID of the public key (`CR…`). */
  readonly credentialSid: string;
  /** RSA private key, PEM. */
  readonly privateKey: SecretInput;
  readonly algorithm?: 'RS256' | 'PS256';
}

/** One Twilio account: which it is, and the credential for each of its three uses. */
export interface AccountOptions {
  /** `AC…`; with method `test`, the SID of the test account. */
  readonly accountSid: string;
  readonly auth: AuthOptions;
  readonly accessTokens?: AccessTokenOptions;
  readonly webhook?: WebhookOptions;
  readonly clientValidation?: ClientValidationOptions;
  /** Twilio region such as `ie1`; every region but `us1` needs its `edge`. */
  readonly region?: string;
  /** Twilio edge location such as `dublin`. */
  readonly edge?: string;
}

/** A deliberate, dated and reasoned exception to one policy rule. */
export interface PolicyExceptionOptions {
  /** Id of the rule. */
  readonly rule: string;
  /** Name of the account, `tenant:<id>` for a tenant's; absent: every account. */
  readonly account?: string;
  /** Last day it holds, `YYYY-MM-DD` (UTC), at most 180 days ahead. */
  readonly until: string;
  /** Why; appears in the log at every boot. */
  readonly reason: string;
}

/** What counts as production, and which exceptions hold there. */
export interface PolicyOptions {
  /** Environments that are not production. Default: development, dev, local, test, ci. */
  readonly nonProduction?: readonly string[];
  readonly exceptions?: readonly PolicyExceptionOptions[];
  /** `boot` (default) stops start-up; `request` lets the application start and refuses calls. */
  readonly enforceAt?: 'boot' | 'request';
}

/** How OAuth tokens are fetched and shared. */
export interface OAuthOptions {
  /** Shares tokens between processes; see `nestjs-twilio-auth/redis`. */
  readonly tokenStore?: TokenStore;
  /** Deadline for a token including all retries, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
}

/** The connection pool behind every client of the module. */
export interface HttpOptions {
  /** Deadline of one API request in milliseconds. Default 30 000. */
  readonly timeoutMs?: number;
  /** Open connections per host at most. Default 20. */
  readonly connections?: number;
  /** Proxy URL; default HTTPS_PROXY / HTTP_PROXY with NO_PROXY; `false` uses none. */
  readonly proxy?: string | false;
  /** Certificate authorities to trust instead of Node's own, PEM. Default: the file named by TWILIO_CA_BUNDLE. */
  readonly ca?: string | Buffer;
  /** Repeats after a 429 that Twilio did not process, or a failed read. Default 3; 0 turns them off. */
  readonly retries?: number;
  /**
   * Sends API requests instead of the pool. It gives up the repeat after a 401, retries, proxy
   * and limits of this module, `apiBaseUrl`, and errors without credentials in them.
   */
  readonly httpClient?: CustomHttpClient;
  /** Appended to the User-Agent header. */
  readonly userAgent?: string;
}

/**
 * An HTTP client of the application's own, as the `twilio` SDK takes one. It gets the request
 * with `authStrategy`, whose `getAuthString()` resolves to the Authorization header, and answers
 * with `{ statusCode, body, headers }`.
 */
export interface CustomHttpClient {
  // oxlint-disable-next-line typescript/no-explicit-any -- the SDK types it differently per version
  request(options: any): Promise<object>;
}

/** Tenants are resolved once and kept for a while. */
export interface TenantCacheOptions {
  /** Default 1000. */
  readonly max?: number;
  /** Default 300. */
  readonly ttlSeconds?: number;
}

/** Everything that `TwilioAuthModule.forRoot()` takes; what is absent comes from the environment. */
export interface TwilioAuthModuleOptions extends Partial<AccountOptions> {
  /** Default `process.env.NODE_ENV`; unset or unknown counts as production. */
  readonly environment?: string;
  /** Whole default accounts by environment name, never merged. */
  readonly profiles?: Readonly<Record<string, AccountOptions>>;
  /** Further accounts by name. */
  readonly accounts?: Readonly<Record<string, AccountOptions>>;
  /** Finds the account of a tenant; `undefined` when there is none. */
  readonly resolveAccount?: (tenantId: string) => Promise<AccountOptions | undefined>;
  readonly tenantCache?: TenantCacheOptions;
  /** Finds the signing keys of an account that is not configured, by the webhook's AccountSid. */
  readonly resolveWebhookKeys?: (accountSid: string) => Promise<readonly SigningKey[] | undefined>;
  readonly policy?: PolicyOptions;
  readonly oauth?: OAuthOptions;
  readonly http?: HttpOptions;
  /** Sends every request for `*.twilio.com` there: an emulator. Refused in production. */
  readonly apiBaseUrl?: string;
  /** What happens before a request that the credential cannot make. Default `refuse`. */
  readonly capabilityCheck?: 'refuse' | 'warn' | 'off';
  /** `false`: everything can be injected, and every call rejects with `TWILIO_AUTH_DISABLED`. */
  readonly enabled?: boolean;
}
