import { isObject } from '../../primitives/is-object.js';
import { Is, IsBaseUrl, IsOneOf, IsWhole, Optional } from './rules.js';

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isText = (value: unknown): boolean => typeof value === 'string';

export class ModuleSchema {
  @Optional() @Is('a string', isText) environment?: unknown;
  @Optional() @Is('an object of accounts by environment', isObject) profiles?: unknown;
  @Optional() @Is('an object of accounts by name', isObject) accounts?: unknown;
  @Optional() @Is('a function', isFunction) resolveAccount?: unknown;
  @Optional() @Is('a function', isFunction) resolveWebhookKeys?: unknown;
  @Optional() @IsBaseUrl() apiBaseUrl?: unknown;
  @Optional() @IsOneOf(['refuse', 'warn', 'off']) capabilityCheck?: unknown;
  @Optional() @Is('true or false', (value) => typeof value === 'boolean') enabled?: unknown;
}

export class TenantCacheSchema {
  @Optional() @IsWhole(1, 10_000_000) max?: unknown;
  @Optional() @IsWhole(1, 86_400) ttlSeconds?: unknown;
}

export class OAuthOptionsSchema {
  @Optional()
  @Is(
    'a token store with get, set and delete',
    (value) => isObject(value) && ['get', 'set', 'delete'].every((name) => name in value),
  )
  tokenStore?: unknown;
  @Optional() @IsWhole(1, 600_000) timeoutMs?: unknown;
}

export class HttpSchema {
  @Optional() @IsWhole(1, 3_600_000) timeoutMs?: unknown;
  @Optional() @IsWhole(1, 10_000) connections?: unknown;
  @Optional()
  @Is(
    'a proxy URL or false',
    (value) => value === false || (isText(value) && URL.canParse(value as string)),
  )
  proxy?: unknown;
  @Optional()
  @Is('a PEM string or Buffer', (value) => isText(value) || Buffer.isBuffer(value))
  ca?: unknown;
  @Optional() @IsWhole(0, 10) retries?: unknown;
  @Optional()
  @Is('a string without line breaks', (value) => isText(value) && !/[\r\n]/.test(value as string))
  userAgent?: unknown;
  @Optional()
  @Is('an object with a request method', (value) => isObject(value) && 'request' in value)
  httpClient?: unknown;
}

export class PolicySchema {
  @Optional()
  @Is('a list of names', (value) => Array.isArray(value) && value.every(isText))
  nonProduction?: unknown;
  @Optional() @Is('a list of exceptions', Array.isArray) exceptions?: unknown;
  @Optional() @IsOneOf(['boot', 'request']) enforceAt?: unknown;
}
