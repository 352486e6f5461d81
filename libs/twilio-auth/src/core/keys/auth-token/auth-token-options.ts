/** The keys that verify the webhooks of an account, for the place from which applications read them. */
export interface WebhookKeyRing {
  readonly accountSid: string;
  /** Newest first, as `TWILIO_WEBHOOK_SIGNING_KEYS` has them. */
  readonly keys: readonly string[];
}

/**
 * Where the key ring goes: the file of `TWILIO_WEBHOOK_SIGNING_KEYS_FILE`, a command that gets the keys
 * on its standard input, separated by commas, standard output, or a function.
 */
export type KeyRingDelivery =
  | { readonly signingKeysFile: string }
  | { readonly command: string }
  | { readonly stdout: true }
  | ((ring: WebhookKeyRing) => void | Promise<void>);

/** One step of the rotation of an Auth Token, when it is done. */
export type AuthTokenStep =
  'created' | 'accepted' | 'delivered' | 'waited' | 'promoted' | 'kept' | 'removed';

/** How to replace the Auth Token. */
export interface RotateAuthTokenOptions {
  /** Where the key ring goes, which has the new token first. */
  readonly deliver: KeyRingDelivery;
  /**
   * Seconds between the delivery of the new token and its promotion, from which on Twilio signs with
   * it. Files and functions are read every 30 seconds while there are webhooks or calls.
   *
   * @defaultValue `60`
   */
  readonly graceSeconds?: number;
  /**
   * Seconds between the promotion and the end of the old token in the key ring: Twilio may have signed
   * a webhook before, and not delivered it yet.
   *
   * @defaultValue `60`
   */
  readonly keepOldSeconds?: number;
  /**
   * Awaited instead of `keepOldSeconds`: resolves once `webhook.accepted` events say that no webhook
   * was signed with the old token for a while. A rejection leaves it in the ring, for the next run.
   */
  readonly untilOldIsUnused?: () => Promise<void>;
  /**
   * Ends after the promotion, with the old token in the ring; the next run without this removes it.
   *
   * @defaultValue `false`
   */
  readonly keepOld?: boolean;
  /**
   * Replaces a secondary token that somebody else created. Whatever uses it stops working.
   *
   * @defaultValue `false`
   */
  readonly replaceSecondary?: boolean;
  /**
   * Whether the new token is tried with a call before it is delivered. With Public Key Client
   * Validation, calls reject every Auth Token, and webhooks are still signed with it.
   *
   * @defaultValue `true`
   */
  readonly tryToken?: boolean;
  /**
   * File for what the next run must know if this one is ended.
   *
   * @defaultValue beside the file that is delivered to; none for other deliveries
   */
  readonly progressFile?: string;
  /**
   * Seconds in which Twilio must accept the new token before it is delivered.
   *
   * @defaultValue `60`
   */
  readonly tryForSeconds?: number;
  /** Called after each step, and awaited. */
  readonly onStep?: (step: AuthTokenStep) => void | Promise<void>;
}

/** What the rotation of an Auth Token did. */
export interface AuthTokenReport {
  readonly accountSid: string;
  /** Whether it went on with the new token of an earlier run. */
  readonly resumed: boolean;
  /** Whether the old token is still in the key ring: the next run removes it. */
  readonly oldTokenInRing: boolean;
}

/** What a rotation would do. */
export interface AuthTokenPlan {
  readonly accountSid: string;
  readonly steps: readonly AuthTokenStep[];
  readonly resumed: boolean;
}
