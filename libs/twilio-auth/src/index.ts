export { TwilioAuthModule } from './nest/twilio-auth.module.js';
export type {
  TwilioAuthModuleAsyncOptions,
  TwilioAuthModuleExtras,
  TwilioAuthOptionsFactory,
} from './nest/module-options.js';
export { getTwilioToken, InjectTwilio, TwilioClient } from './nest/twilio-client.js';
export { TwilioAccounts } from './nest/twilio-accounts.js';
export { TwilioAuth, type RotateOptions } from './nest/twilio-auth.js';
export { TwilioAuthEvents } from './nest/twilio-auth-events.js';
export { TwilioProductionGuard } from './nest/guards/twilio-production.guard.js';
export { RequireTwilioAuth, TwilioMethodGuard } from './nest/guards/twilio-method.guard.js';
export { ForTwilioAccount } from './nest/handler-metadata.js';
export { TwilioExceptionFilter } from './nest/exceptions/twilio-exception.filter.js';

export {
  TwilioAccessTokens,
  type AccessTokenOptionsOfAccount,
} from './nest/twilio-access-tokens.js';
export type {
  AccessTokenGrants,
  AccessTokenRequest,
  ChatGrant,
  IssuedAccessToken,
  PlaybackGrant,
  SyncGrant,
  TaskRouterGrant,
  VideoGrant,
  VoiceGrant,
} from './core/access-token/access-token-request.js';

export { TwilioMedia, type TwilioMediaOptions } from './nest/twilio-media.js';
export type { DownloadOptions, TwilioMediaFile } from './core/client/media.js';

export { TwilioPermissions } from './nest/twilio-permissions.js';
export type { UnsupportedCall, UsedPermissions } from './core/permissions/permission-use.js';
export type { VerifiedPermissions } from './core/permissions/compare-permissions.js';
export type { PermissionPolicy } from './core/permissions/permission-policy.js';

export { TwilioWebhook } from './nest/webhook/twilio-webhook.decorator.js';
export type { TwilioWebhookOptions } from './nest/handler-metadata.js';
export { TwilioWebhookVerdict } from './nest/webhook/twilio-webhook-verdict.decorator.js';
export { TwilioWebhookGuard } from './nest/webhook/twilio-webhook.guard.js';
export { TwilioWebhookVerifier } from './nest/webhook/twilio-webhook-verifier.js';
export { TwimlInterceptor } from './nest/webhook/twiml.interceptor.js';
export type {
  AcceptedWebhook,
  RejectedWebhook,
  Verdict,
  WebhookRejectionReason,
} from './core/webhook/verdict.js';
export type { ChooseWebhookAccount, WebhookAccount } from './core/webhook/keys/account-choice.js';
export type { WebhookRequest } from './core/webhook/request/webhook-request.js';
export type {
  CallDirection,
  CallStatus,
  CallStatusPayload,
  IncomingCallPayload,
  IncomingMessagePayload,
  MessageLocation,
  MessageStatus,
  MessageStatusPayload,
  WebhookPayload,
} from './nest/webhook/webhook-payloads.js';

export type {
  ApiKeyType,
  AuthInput,
  AuthOptions,
  SecretInput,
  TwilioAuthMethod,
  TwilioAuthMethods,
  TwilioPermission,
} from './core/config/auth-options.js';
export type {
  AccessTokenOptions,
  AccountOptions,
  ClientValidationOptions,
  OAuthOptions,
  ShutdownOptions,
  PolicyExceptionOptions,
  PolicyOptions,
  TenantCacheOptions,
  TwilioAuthModuleOptions,
} from './core/config/options.js';
export type { CustomHttpClient, HttpOptions } from './core/config/http-options.js';
export type {
  SigningKey,
  WebhookBasicOptions,
  WebhookOptions,
} from './core/config/webhook-options.js';
export type { TokenStore } from './core/config/token-store.js';
export type { Environment } from './core/config/environment.js';

export { CustomCredential, type Account, type RestCredential } from './core/accounts/account.js';
export { Secret } from './core/primitives/secret.js';
export type {
  ProbeRequest,
  StrategyDescription,
  TwilioAuthStrategy,
  TwilioAuthStrategyFactory,
} from './core/strategies/strategy.js';
export { OAuthStrategyFactory } from './core/strategies/oauth.strategy.js';
export {
  ApiKeyStrategyFactory,
  AuthTokenStrategyFactory,
  TestCredentialsStrategyFactory,
} from './core/strategies/basic.strategy.js';

export type { AccountDescription } from './core/report/describe-account.js';
export type {
  AccountReport,
  CredentialLimit,
  EnvironmentReport,
  TwilioAuthReport,
} from './core/report/report.js';
export type { FieldSource } from './core/report/field-sources.js';
export type { PolicyVerdict } from './core/policy/policy-verdict.js';
export type { Verification } from './core/client/verify-account.js';
export type { TwilioAuthEventMap, TwilioAuthEventName } from './core/events/events.js';

export { TwilioAuthError } from './core/errors/twilio-auth.error.js';
export { isTwilioAuthError } from './core/errors/is-twilio-auth-error.js';
export { TwilioAuthConfigError, type ConfigProblem } from './core/errors/config.error.js';
export { TwilioAuthPolicyError, type PolicyViolation } from './core/errors/policy.error.js';
export { TwilioTokenError } from './core/errors/token.error.js';
export { TwilioConnectionError } from './core/errors/connection.error.js';
export type { TwilioAuthErrorCode } from './core/errors/error-codes.js';
export type { TwilioApiErrorCode } from './core/errors/error-codes.js';
export type { TwilioErrorBody } from './core/errors/http-answer.js';
