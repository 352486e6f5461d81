import { newKeySecret, newSid } from '../protocol/sid.js';

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
  allow: readonly string[] | undefined;
  readonly createdAt: number;
  updatedAt: number;
  /** From when it is accepted. */
  readonly validFrom: number;
}

/** The fields of a new key; SID and secret are generated unless given. */
interface NewKey {
  readonly accountSid: string;
  readonly type: KeyType;
  readonly region: string;
  readonly friendlyName: string;
  readonly now: number;
  readonly allow?: readonly string[] | undefined;
  readonly sid?: string | undefined;
  readonly secret?: string | undefined;
  /** Default: at once. */
  readonly validFrom?: number;
}

export function newKey({ now, allow, sid, secret, validFrom = 0, ...rest }: NewKey): ApiKey {
  return {
    ...rest,
    sid: sid ?? newSid('SK'),
    secret: secret ?? newKeySecret(),
    allow: rest.type === 'restricted' ? (allow ?? []) : undefined,
    createdAt: now,
    updatedAt: now,
    validFrom,
  };
}
