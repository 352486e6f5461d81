export {
  TwilioAuthTestingModule,
  TEST_SIGNING_KEY,
  type ProviderOverrides,
  type TwilioAuthTestingOptions,
} from './twilio-auth-testing.module.js';
export {
  TwilioRecorder,
  type RecordedCall,
  type Script,
  type ScriptedAnswer,
} from './twilio-recorder.js';
export { signWebhook, type SignedWebhook, type WebhookToSign } from './sign-webhook.js';
export { expectNoSecrets } from './expect-no-secrets.js';
export { expectPermissions, type ExpectPermissionsOptions } from './expect-permissions.js';
export { FakeClock } from './fake-clock.js';
export { MemoryTokenStore } from './memory-token-store.js';
