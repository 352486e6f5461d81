import { ApiKeySchema, AuthTokenSchema, OAuthSchema } from './account-schemas.js';

// One door to everything that pulls in class-validator, so that one lazy import loads it.
export { unknownOptions } from '../unknown-options.js';
export { check, fieldsOf } from './check.js';
export {
  AccessTokensSchema,
  AccountSchema,
  ClientValidationSchema,
  SigningKeySchema,
  WebhookSchema,
} from './account-schemas.js';
export {
  HttpSchema,
  ModuleSchema,
  OAuthOptionsSchema,
  PolicySchema,
  TenantCacheSchema,
} from './module-schemas.js';

/** The schema of `auth` by method. */
export const AUTH_SCHEMAS = {
  oauth: OAuthSchema,
  'api-key': ApiKeySchema,
  'auth-token': AuthTokenSchema,
  test: AuthTokenSchema,
} as const;
