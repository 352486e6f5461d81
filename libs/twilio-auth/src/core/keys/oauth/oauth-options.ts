import type { SecretInput } from '../../config/auth-options.js';

/** The new secret of an OAuth app, for the place from which applications read it. */
export interface NewOAuthSecret {
  readonly accountSid: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Where a new secret goes: a JSON file as `TWILIO_CREDENTIALS_FILE` reads it, the file of
 * `TWILIO_OAUTH_CLIENT_SECRET_FILE`, a command that gets the JSON on its standard input, standard
 * output, or a function.
 */
export type OAuthSecretDelivery =
  | { readonly file: string }
  | { readonly secretFile: string }
  | { readonly command: string }
  | { readonly stdout: true }
  | ((secret: NewOAuthSecret) => void | Promise<void>);

/** One step of the rotation of a secret, when it is done. */
export type OAuthSecretStep = 'requested' | 'created' | 'accepted' | 'delivered' | 'expired';

/** Which secret to replace, and how. */
export interface RotateOAuthSecretOptions {
  /**
   * The OAuth app, `OQ…`.
   *
   * @defaultValue that of the JSON file
   */
  readonly clientId?: string;
  /** Where the new secret goes. */
  readonly deliver: OAuthSecretDelivery;
  /**
   * Seconds in which Twilio accepts the old secret too: 0 to 30 days. With 0 it ends at once, and all
   * access tokens of the app with it.
   *
   * @defaultValue `86400`
   */
  readonly graceSeconds?: number;
  /** The new secret, where somebody rotated it in the Console. Nothing is requested then. */
  readonly newSecret?: SecretInput;
  /**
   * Sends the request to Twilio although its fields are not confirmed: they are in no specification
   * of Twilio's, and an app of your own shows whether they are right.
   *
   * @defaultValue `false`
   */
  readonly unconfirmedRequest?: boolean;
  /**
   * Goes on although two secrets are valid, of which Twilio ends the older one at once.
   *
   * @defaultValue `false`
   */
  readonly endOldest?: boolean;
  /**
   * Waits until the old secret has ended.
   *
   * @defaultValue `false`
   */
  readonly waitForExpiry?: boolean;
  /**
   * File for what the next run must know if this one is ended.
   *
   * @defaultValue beside the file that is delivered to; none for other deliveries
   */
  readonly progressFile?: string;
  /**
   * Seconds in which Twilio must accept the new secret before it is delivered.
   *
   * @defaultValue `60`
   */
  readonly tryForSeconds?: number;
  /** Called after each step, and awaited. */
  readonly onStep?: (step: OAuthSecretStep, clientId: string) => void | Promise<void>;
}

/** What the rotation of a secret did. */
export interface OAuthSecretReport {
  readonly clientId: string;
  /** Whether it went on with what an earlier run had begun. */
  readonly resumed: boolean;
  /** Until when Twilio accepts the old secret; absent where the Console decided it. */
  readonly oldSecretEndsAt?: Date;
  /**
   * Whether the old secret was still accepted once there was a new one, as the grace says. False:
   * the new one was delivered without trying it first. Absent where the old one could not be read.
   */
  readonly graceKept?: boolean;
}

/** What a rotation would do. */
export interface OAuthSecretPlan {
  readonly clientId: string;
  readonly steps: readonly OAuthSecretStep[];
  readonly resumed: boolean;
}
