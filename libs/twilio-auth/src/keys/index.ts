export { createTwilioKeys, type TwilioKeysOptions } from './create-twilio-keys.js';
export type { TwilioKeys } from '../core/keys/twilio-keys.js';
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
