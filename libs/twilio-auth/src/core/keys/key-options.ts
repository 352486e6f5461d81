import type { PermissionPolicy } from '../permissions/permission-policy.js';

/** What an API key may do. Main keys exist in the Console only. */
export type KeyKind = 'main' | 'standard' | 'restricted';

/** An API key of the account, without its secret. */
export interface TwilioKey {
  readonly keySid: string;
  readonly friendlyName: string;
  readonly keyType: KeyKind;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An API key with its secret, which Twilio shows once. */
export interface KeyPair {
  readonly keySid: string;
  readonly keySecret: string;
}

/** A new API key, for the place from which applications read it. */
export interface NewTwilioKey extends KeyPair {
  readonly accountSid: string;
  readonly keyType: 'standard' | 'restricted';
}

/** The JSON of a key. `aws`: as AWS Secrets Manager keeps it, `{ accountSid, apiKeySid, apiKeySecret }`. */
export type KeyFormat = 'aws';

/**
 * Where a new key goes: a JSON file as `TWILIO_CREDENTIALS_FILE` reads it, a pair of files, a command
 * that gets the JSON on its standard input, standard output, or a function.
 *
 * Files are replaced atomically, with mode 0600 and the owner of the file before. A command runs in
 * the shell, without any `TWILIO_` variable; unless it ends with exit code 0, nothing was delivered.
 */
export type KeyDelivery =
  | { readonly file: string; readonly format?: KeyFormat }
  | { readonly sidFile: string; readonly secretFile: string }
  | { readonly command: string; readonly format?: KeyFormat }
  | { readonly stdout: true; readonly format?: KeyFormat }
  | ((key: NewTwilioKey) => void | Promise<void>);

/** Which key to create. Without permissions, a standard key. */
export interface CreateKeyOptions {
  /** At most 64 characters. */
  readonly friendlyName?: string;
  /** What a restricted key may do: what `TwilioPermissions.policy()` returned. */
  readonly policy?: PermissionPolicy;
  /** The text of `twilio-permissions.json`, instead of `policy`. */
  readonly permissionsFile?: string;
  /** Where the new key goes. */
  readonly deliver?: KeyDelivery;
}

/** The key that would be created. */
export interface CreationPlan {
  readonly keyType: 'standard' | 'restricted';
  readonly permissions?: readonly string[];
}

/** One step of a rotation, when it is done. */
export type RotationStep =
  'created' | 'accepted' | 'delivered' | 'marked' | 'waited' | 'revoked' | 'renamed';

/** Which key to replace, and how. */
export interface RotateKeyOptions {
  /**
   * SID of the key to replace.
   *
   * @defaultValue the key that the files of `deliver` hold
   */
  readonly keySid?: string;
  /** Its name instead, for a job that keeps no SID. Only one key may have it. */
  readonly friendlyName?: string;
  /**
   * Where the new key goes. What was printed on standard output may never have arrived: the old key
   * is then revoked when the rotation is run again.
   */
  readonly deliver: KeyDelivery;
  /**
   * Seconds between delivery and the end of the old key, in which every application must read the
   * new one. Files and functions are read every 30 seconds while there are calls.
   *
   * @defaultValue `60`
   */
  readonly graceSeconds?: number;
  /**
   * The longest lifetime of access tokens that are signed with the key: the grace is longer by as
   * much, so that none of them ends early. Without it, they end with the old key.
   *
   * @defaultValue `0`
   */
  readonly accessTokenTtlSeconds?: number;
  /**
   * Seconds in which Twilio must accept the new key before it is delivered.
   *
   * @defaultValue `60`
   */
  readonly tryForSeconds?: number;
  /** Called after each step, and awaited. */
  readonly onStep?: (step: RotationStep, keySid: string) => void | Promise<void>;
  /** Called before the grace, with its length. */
  readonly onWait?: (seconds: number) => void | Promise<void>;
}

/** What a rotation would do. */
export interface RotationPlan {
  readonly oldKeySid: string;
  readonly keyType: 'standard' | 'restricted';
  /** What the new key may do, where it is restricted. */
  readonly permissions?: readonly string[];
  /** The new key of an earlier run, with which it would go on. */
  readonly resumes?: string;
  readonly steps: readonly RotationStep[];
  /** Between delivery and the end of the old key. */
  readonly waitSeconds: number;
  /** Keys of earlier runs that it would delete. */
  readonly removes: readonly string[];
  /** Keys of earlier runs that it would leave, because they may be in use. */
  readonly leftOver: readonly string[];
  /** Whether access tokens that the old key signed may end early. */
  readonly endsAccessTokens: boolean;
}

/** What a rotation did. */
export interface RotationReport {
  readonly oldKeySid: string;
  readonly newKeySid: string;
  readonly keyType: 'standard' | 'restricted';
  /** Whether it went on with the new key of an earlier run that had stopped. */
  readonly resumed: boolean;
  /** Whether the old key is revoked. Not yet after the first run with standard output. */
  readonly revoked: boolean;
  /** Keys of earlier runs that are not in use, and are deleted now. */
  readonly removed: readonly string[];
  /**
   * Keys of earlier runs that may be in use: only whoever knows the destination can say. The next
   * rotation deletes them.
   */
  readonly leftOver: readonly string[];
  /** Whether access tokens that the old key signed may have ended early. */
  readonly endedAccessTokens: boolean;
}
