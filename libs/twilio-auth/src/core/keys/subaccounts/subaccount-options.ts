import type { CreateKeyOptions, KeyDelivery } from '../key-options.js';

/** One step of the creation of a subaccount, when it is done. */
export type SubaccountStep = 'created' | 'key-created' | 'accepted' | 'delivered' | 'named';

/** Which subaccount to create, and the first key in it. Without permissions, a standard key. */
export interface CreateSubaccountOptions extends Pick<
  CreateKeyOptions,
  'policy' | 'permissionsFile'
> {
  /** Name of the subaccount. */
  readonly friendlyName?: string;
  /**
   * SID of a subaccount that an earlier run created: it is given a key, and no other one is created.
   * Only its parent's Auth Token can do that.
   */
  readonly accountSid?: string;
  /**
   * Name of the key, at most 48 characters.
   *
   * @defaultValue `first key`
   */
  readonly keyName?: string;
  /** Where the key goes. A file must not hold a credential yet. */
  readonly deliver: KeyDelivery;
  /**
   * Seconds in which Twilio must accept the subaccount's credentials.
   *
   * @defaultValue `60`
   */
  readonly tryForSeconds?: number;
  /** Called after each step with the SID of the subaccount, and awaited. */
  readonly onStep?: (step: SubaccountStep, accountSid: string) => void | Promise<void>;
}

/** The subaccount that was created, or given a key. */
export interface SubaccountReport {
  readonly accountSid: string;
  readonly keySid: string;
  readonly keyType: 'standard' | 'restricted';
  /** Whether the subaccount existed. */
  readonly resumed: boolean;
  /** Keys of earlier runs that were in no file, and are deleted now. */
  readonly removed: readonly string[];
  /** Keys of earlier runs that may be in use: only whoever knows the target can say. */
  readonly leftOver: readonly string[];
}

/** What the creation of a subaccount would do. */
export interface SubaccountPlan {
  readonly accountSid?: string;
  readonly keyType: 'standard' | 'restricted';
  readonly steps: readonly SubaccountStep[];
}
