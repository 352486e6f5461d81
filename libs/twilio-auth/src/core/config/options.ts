import type { AuthInput, SecretInput } from './auth-options.js';
import type { HttpOptions } from './http-options.js';
import type { TokenStore } from './token-store.js';
import type { SigningKey, WebhookOptions } from './webhook-options.js';

/** The API key that signs access tokens for browsers and phones. */
export interface AccessTokenOptions {
  /** SID of a main or standard API key (`SK…`); a restricted key cannot sign access tokens. */
  readonly keySid: string;
  /** Secret of that key. */
  readonly keySecret: SecretInput;
  /** Twilio region of the key; becomes the `twr` header. Without it, the region of the account. */
  readonly region?: string;
  /**
   * Lifetime when `issue()` gives none: 1 to 86400 seconds.
   *
   * @defaultValue `3600`
   */
  readonly defaultTtlSeconds?: number;
}

/** Public Key Client Validation (https://www.twilio.com/docs/iam/pkcv). */
export interface ClientValidationOptions {
  /** SID of the public key (`CR…`). */
  readonly credentialSid: string;
  /** RSA private key, PEM. */
  readonly privateKey: SecretInput;
  /**
   * How requests are signed with it.
   *
   * @defaultValue `'RS256'`
   */
  readonly algorithm?: 'RS256' | 'PS256';
}

/** One Twilio account: which it is, and the credential for each of its three uses. */
export interface AccountOptions {
  /** SID of the account, `AC…`; with the method `test`, of the test account. */
  readonly accountSid: string;
  /** The method, and the credential that it needs; or a function that fetches both. */
  readonly auth: AuthInput;
  /** The key that signs access tokens. Without it, the API key in `auth`, unless it is restricted. */
  readonly accessTokens?: AccessTokenOptions;
  /** How webhooks of the account are verified. */
  readonly webhook?: WebhookOptions;
  /** Signs each request with an RSA key, for accounts that require it. */
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
  /**
   * Name of the one account that it excuses, `tenant:<id>` for a tenant's.
   *
   * @defaultValue the default account
   */
  readonly account?: string;
  /** Last day it holds, `YYYY-MM-DD` (UTC), at most 180 days ahead. Calls are refused after it. */
  readonly until: string;
  /** Why; appears in the log at every boot. */
  readonly reason: string;
}

/** What counts as production, and which exceptions hold there. */
export interface PolicyOptions {
  /**
   * Environments that are not production. `production`, `prod`, `live` and the empty name cannot
   * be among them.
   *
   * @defaultValue `['development', 'dev', 'local', 'test', 'ci']`
   */
  readonly nonProduction?: readonly string[];
  /** Dated exceptions to single rules. */
  readonly exceptions?: readonly PolicyExceptionOptions[];
  /**
   * `boot` stops start-up; `request` lets the application start and refuses calls.
   *
   * @defaultValue `'boot'`
   */
  readonly enforceAt?: 'boot' | 'request';
  /**
   * In the environment `test`, calls with anything but test credentials are refused before they reach
   * the real Twilio, where they would be billed. `true` allows them.
   *
   * @defaultValue `TWILIO_AUTH_ALLOW_LIVE_IN_TEST`, or `false`
   */
  readonly allowLiveInTest?: boolean;
}

/** How OAuth tokens are fetched and shared. */
export interface OAuthOptions {
  /** Shares tokens between processes; see `nestjs-twilio-auth/redis`. */
  readonly tokenStore?: TokenStore;
  /**
   * Deadline for a token including all retries, in milliseconds. A call whose own deadline
   * (`http.timeoutMs`) is over first stops waiting, and the request goes on for the others.
   *
   * @defaultValue `10_000`
   */
  readonly timeoutMs?: number;
}

/** How many resolved tenants are cached, and for how long. */
export interface TenantCacheOptions {
  /**
   * Tenants in the cache; the least recently used one is removed first.
   *
   * @defaultValue `1000`
   */
  readonly max?: number;
  /**
   * Seconds until a tenant is resolved again.
   *
   * @defaultValue `300`
   */
  readonly ttlSeconds?: number;
}

/** How long the calls in flight may take while the application shuts down. */
export interface ShutdownOptions {
  /**
   * Milliseconds from the start of the shutdown, before open requests are drained, until every call
   * has ended: the last quarter, at most a second, is for the answers to calls that are ended.
   *
   * @defaultValue `10_000`
   */
  readonly graceMs?: number;
}

/** Everything that `TwilioAuthModule.forRoot()` takes; what is absent comes from the environment. */
export interface TwilioAuthModuleOptions extends Partial<AccountOptions> {
  /**
   * Where the application runs. Unset or unknown counts as production.
   *
   * @defaultValue `process.env.NODE_ENV`
   */
  readonly environment?: string;
  /** A whole default account for each environment, by its name; they are not merged. */
  readonly profiles?: Readonly<Record<string, AccountOptions>>;
  /** Further accounts by name. */
  readonly accounts?: Readonly<Record<string, AccountOptions>>;
  /** Finds the account of a tenant; `undefined` when there is none. */
  readonly resolveAccount?: (tenantId: string) => Promise<AccountOptions | undefined>;
  /** Size and lifetime of the cache of tenants. */
  readonly tenantCache?: TenantCacheOptions;
  /** Finds the signing keys of an account that is not configured, by the webhook's AccountSid. */
  readonly resolveWebhookKeys?: (accountSid: string) => Promise<readonly SigningKey[] | undefined>;
  /** What counts as production, and which exceptions there are. */
  readonly policy?: PolicyOptions;
  /** How OAuth tokens are fetched and shared. */
  readonly oauth?: OAuthOptions;
  /** The connections to Twilio. */
  readonly http?: HttpOptions;
  /** How long calls may take while the application shuts down. */
  readonly shutdown?: ShutdownOptions;
  /** Address of an emulator that gets every request for `*.twilio.com`. Refused in production. */
  readonly apiBaseUrl?: string;
  /**
   * What happens before a request that the credential cannot make: it is refused, sent with a
   * warning in the log, or sent.
   *
   * @defaultValue `'refuse'`
   */
  readonly capabilityCheck?: 'refuse' | 'warn' | 'off';
  /**
   * Tries the credential of every configured account before the application listens. `refuse` stops the
   * start if Twilio rejects one of them; `warn` logs it. Where Twilio gives no answer within five
   * seconds, both log that, and the application starts.
   *
   * @defaultValue `TWILIO_AUTH_VERIFY_AT_BOOT`, or `'off'`
   */
  readonly verifyAtBoot?: 'off' | 'warn' | 'refuse';
  /**
   * `false`: everything can be injected, and every call rejects with `TWILIO_AUTH_DISABLED`.
   *
   * @defaultValue `true`
   */
  readonly enabled?: boolean;
}
