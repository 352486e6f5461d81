import type { SecretInput } from './auth-options.js';

/**
 * A key that Twilio signs your webhooks with: the account's Auth Token, its secondary one while
 * you rotate, or a SharedKey, which has a `keyId`. The name appears in verdicts and logs, the
 * secret never.
 *
 * @example
 * import type { SigningKey } from 'nestjs-twilio-auth';
 *
 * const keys: SigningKey[] = [
 *   { secret: 'the Auth Token', name: 'primary' },
 *   { keyId: 'the id at Twilio', secret: 'the SharedKey' },
 * ];
 */
export type SigningKey =
  | SecretInput
  | {
      readonly secret: SecretInput;
      /** Without one, the `keyId`, or `key-1` and so on. */
      readonly name?: string;
      /** Id of a SharedKey, as Twilio names it in the requests that it signs with it. */
      readonly keyId?: string;
      /** With a `keyId` `hmac-sha256` unless given, otherwise `hmac-sha1`. */
      readonly algorithm?: 'hmac-sha1' | 'hmac-sha256';
    };

/** Basic credentials that Twilio must send besides its signature. */
export interface WebhookBasicOptions {
  /** User name of the Basic credentials, without a colon. */
  readonly username: string;
  /** Their password. */
  readonly password: SecretInput;
}

/** How the webhooks of an account are verified. */
export interface WebhookOptions {
  /**
   * Newest first, at most five. Without them, or with SharedKeys only, the Auth Token as well if
   * the account authenticates with it.
   */
  readonly signingKeys?: readonly SigningKey[];
  /** Public origin, and path prefix if any, that Twilio calls: `https://api.example.com`. */
  readonly baseUrl?: string;
  /**
   * `false` accepts unsigned requests; refused in production.
   *
   * @defaultValue `true`
   */
  readonly verify?: boolean;
  /**
   * Basic credentials that Twilio must send as well. A request without them is answered with 401
   * and a challenge, because Twilio sends them only then.
   */
  readonly basic?: WebhookBasicOptions;
}
