import type { Permission } from '../auth/permissions.js';

/**
 * The three kinds of API key.
 * @see https://www.twilio.com/docs/iam/api-keys/keys-in-console
 */
export type KeyType = 'main' | 'standard' | 'restricted';

/** An API key as the emulator stores it. */
export interface ApiKey {
  readonly sid: string;
  readonly accountSid: string;
  readonly secret: string;
  readonly type: KeyType;
  /** Keys belong to one Region; a key of another Region does not authenticate. */
  readonly region: string;
  friendlyName: string;
  /** What a restricted key may do; `undefined` for the other kinds. */
  allow: readonly Permission[] | undefined;
  readonly createdAt: number;
  updatedAt: number;
}
