import { isObject } from '../../primitives/is-object.js';
import type { Secret } from '../../primitives/secret.js';
import { MAX_TOKEN_TTL_SECONDS } from '../account-units.js';
import { foundText, foundType } from '../found-text.js';
import { API_KEY_TYPES } from '../auth-options.js';
import type { BuiltInMethod } from '../methods.js';
import { proxyProblem } from '../proxy-url.js';
import { isTokenStore, notATokenStore } from '../token-store.js';
import { ArePermissions } from './permissions-rule.js';
import { Is, IsBaseUrl, IsOneOf, IsSecret, IsSidOf, IsWhole, Optional, Rule } from './rules.js';

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isText = (value: unknown): boolean => typeof value === 'string';
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

/** What HTTP allows in the value of a header (RFC 9110, section 5.5). */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

const isKeyId = (value: unknown): boolean => typeof value === 'string' && /^[^\s,]+$/.test(value);
const isUserName = (value: unknown): boolean =>
  typeof value === 'string' && /^[^:\p{Cc}]+$/u.test(value);

const LOCATION = /^[a-z]{2,}[a-z0-9-]*$/;

const IsLocation = (example: string): PropertyDecorator =>
  Rule(
    'location',
    (value) => typeof value === 'string' && LOCATION.test(value),
    (value) => `expected a Twilio location such as ${example}${foundText(value)}`,
    'Use the lower-case name from the Twilio Console.',
  );

class AccountSchema {
  @IsSidOf('account') accountSid?: unknown;
  @Optional() @IsLocation('ie1') region?: unknown;
  @Optional() @IsLocation('dublin') edge?: unknown;
}

class OAuthSchema {
  @IsSidOf('oauth-app') clientId?: unknown;
  @IsSecret('the client secret') clientSecret?: Secret | undefined;
  @Optional() @Is('a string', isText) scope?: unknown;
  @Optional() @ArePermissions() permissions?: unknown;
}

class ApiKeySchema {
  @IsSidOf('api-key') keySid?: unknown;
  @IsSecret('the API key secret') keySecret?: Secret | undefined;
  @Optional() @IsOneOf(API_KEY_TYPES) keyType?: unknown;
  @Optional() @ArePermissions() permissions?: unknown;
}

class AuthTokenSchema {
  @IsSecret('the Auth Token') authToken?: Secret | undefined;
}

class AccessTokensSchema {
  @IsSidOf('api-key') keySid?: unknown;
  @IsSecret('the API key secret') keySecret?: Secret | undefined;
  @Optional() @IsLocation('ie1') region?: unknown;
  @Optional() @IsWhole(1, MAX_TOKEN_TTL_SECONDS) defaultTtlSeconds?: unknown;
}

class WebhookSchema {
  @Optional() @IsBaseUrl() baseUrl?: unknown;
  @Optional() @Is('true or false', isBoolean) verify?: unknown;
}

class SigningKeySchema {
  @IsSecret('the signing key') secret?: Secret | undefined;
  @Optional() @Is('a string', isText) name?: unknown;
  @Optional()
  @Is('the id of a SharedKey, without commas and white space', isKeyId)
  keyId?: unknown;
  @Optional() @IsOneOf(['hmac-sha1', 'hmac-sha256']) algorithm?: unknown;
}

class WebhookBasicSchema {
  @Is('a user name without a colon', isUserName) username?: unknown;
  @IsSecret('the password') password?: Secret | undefined;
}

class ClientValidationSchema {
  @IsSidOf('public-key') credentialSid?: unknown;
  @IsSecret('the private key') privateKey?: Secret | undefined;
  @Optional() @IsOneOf(['RS256', 'PS256']) algorithm?: unknown;
}

class ModuleSchema {
  @Optional() @Is('a string', isText) environment?: unknown;
  @Optional() @Is('an object of accounts by environment', isObject) profiles?: unknown;
  @Optional() @Is('an object of accounts by name', isObject) accounts?: unknown;
  @Optional() @Is('a function', isFunction) resolveAccount?: unknown;
  @Optional() @Is('a function', isFunction) resolveWebhookKeys?: unknown;
  @Optional() @IsBaseUrl() apiBaseUrl?: unknown;
  @Optional() @IsOneOf(['refuse', 'warn', 'off']) capabilityCheck?: unknown;
  @Optional() @IsOneOf(['off', 'warn', 'refuse']) verifyAtBoot?: unknown;
  @Optional() @Is('true or false', isBoolean) enabled?: unknown;
}

class TenantCacheSchema {
  @Optional() @IsWhole(1, 10_000_000) max?: unknown;
  @Optional() @IsWhole(1, 86_400) ttlSeconds?: unknown;
}

class OAuthOptionsSchema {
  @Optional()
  @Rule(
    'token-store',
    isTokenStore,
    (value) => {
      const found = notATokenStore(value)?.found;
      const what = found === undefined ? foundType(value) : `, found ${found}`;
      return `expected a token store with get, set and delete${what}`;
    },
    (value) => notATokenStore(value)?.remedy ?? 'Correct the type of the value.',
  )
  tokenStore?: unknown;
  @Optional() @IsWhole(1, 600_000) timeoutMs?: unknown;
}

class HttpSchema {
  @Optional() @IsWhole(1, 3_600_000) timeoutMs?: unknown;
  @Optional() @IsWhole(1, 600_000) connectTimeoutMs?: unknown;
  @Optional() @IsWhole(1, 10_000) connections?: unknown;
  @Optional() @IsWhole(0, 1_000_000) maxQueued?: unknown;
  @Optional()
  @Rule(
    'proxy',
    (value) => proxyProblem(value) === undefined,
    (value) => proxyProblem(value) ?? '',
    'Correct it, or use `false` for none.',
  )
  proxy?: unknown;
  @Optional()
  @Is('a PEM string or Buffer', (value) => isText(value) || Buffer.isBuffer(value))
  ca?: unknown;
  @Optional() @IsWhole(0, 10) retries?: unknown;
  @Optional()
  @Is(
    'a string that a header can carry: Latin-1, without line breaks',
    (value) => isText(value) && HEADER_TEXT.test(value as string),
  )
  userAgent?: unknown;
  @Optional()
  @Is('an object with a request method', (value) => isObject(value) && 'request' in value)
  httpClient?: unknown;
  @Optional() @Is("'debug'", (value) => value === 'debug') logLevel?: unknown;
  @Optional()
  @Is('a dispatcher of undici', (value) => isObject(value) && isFunction(value['dispatch']))
  dispatcher?: unknown;
}

class ShutdownSchema {
  @Optional() @IsWhole(0, 600_000) graceMs?: unknown;
}

class PolicySchema {
  @Optional()
  @Is('a list of names', (value) => Array.isArray(value) && value.every(isText))
  nonProduction?: unknown;
  @Optional() @Is('a list of exceptions', Array.isArray) exceptions?: unknown;
  @Optional() @IsOneOf(['boot', 'request']) enforceAt?: unknown;
  @Optional() @Is('true or false', isBoolean) allowLiveInTest?: unknown;
}

type Schema = new () => object;

const METHOD_SCHEMAS: Readonly<Record<`auth.${BuiltInMethod}`, Schema>> = {
  'auth.oauth': OAuthSchema,
  'auth.api-key': ApiKeySchema,
  'auth.auth-token': AuthTokenSchema,
  'auth.test': AuthTokenSchema,
};

/** Every schema, by the option that it checks. */
export const SCHEMAS = {
  module: ModuleSchema,
  account: AccountSchema,
  ...METHOD_SCHEMAS,
  accessTokens: AccessTokensSchema,
  webhook: WebhookSchema,
  'webhook.basic': WebhookBasicSchema,
  signingKey: SigningKeySchema,
  clientValidation: ClientValidationSchema,
  policy: PolicySchema,
  http: HttpSchema,
  oauth: OAuthOptionsSchema,
  shutdown: ShutdownSchema,
  tenantCache: TenantCacheSchema,
};

/** Name of a schema. */
export type SchemaName = keyof typeof SCHEMAS;
