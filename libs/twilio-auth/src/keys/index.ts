export { createTwilioKeys, type TwilioKeysOptions } from './create-twilio-keys.js';
export type { TwilioKeys } from '../core/keys/twilio-keys.js';
export type { OAuthSecrets } from '../core/keys/oauth-secrets.js';
export type {
  NewOAuthSecret,
  OAuthSecretDelivery,
  OAuthSecretPlan,
  OAuthSecretReport,
  OAuthSecretStep,
  RotateOAuthSecretOptions,
} from '../core/keys/oauth/oauth-options.js';
export type { AuthTokens } from '../core/keys/auth-tokens.js';
export type {
  AuthTokenPlan,
  AuthTokenReport,
  AuthTokenStep,
  KeyRingDelivery,
  RotateAuthTokenOptions,
  WebhookKeyRing,
} from '../core/keys/auth-token/auth-token-options.js';
export type { Subaccounts } from '../core/keys/subaccounts.js';
export type {
  CreateSubaccountOptions,
  SubaccountPlan,
  SubaccountReport,
  SubaccountStep,
} from '../core/keys/subaccounts/subaccount-options.js';
export type {
  CreateKeyOptions,
  CreationPlan,
  KeyDelivery,
  KeyFormat,
  KeyKind,
  KeyPair,
  NewTwilioKey,
  RotateKeyOptions,
  RotationPlan,
  RotationReport,
  RotationStep,
  TwilioKey,
} from '../core/keys/key-options.js';
