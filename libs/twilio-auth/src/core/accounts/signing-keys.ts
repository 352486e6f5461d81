import { clean, cleaned } from '../config/clean.js';
import { isSharedKeyList, readSharedKeys } from '../config/shared-keys.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { Secret } from '../primitives/secret.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { WebhookKey } from './account.js';
import type { LoadedSecret } from './load-unit.js';

/** Each key costs a forged request another HMAC, so an account has only a few. */
export const MAX_SIGNING_KEYS = 5;

/** An Auth Token has 32 characters. A key of fewer than this can be guessed from one webhook. */
export const MIN_SIGNING_KEY_LENGTH = 16;

/** Whether the key is too short to prove anything. */
export function isWeakSigningKey(secret: Secret): boolean {
  return secret.reveal().length < MIN_SIGNING_KEY_LENGTH;
}

/** One key of a list. */
interface OpenedSigningKey {
  /** Absent where an empty one was given, or where there is a problem. */
  readonly key?: WebhookKey;
  /** What its entry gave, with the secret as a `Secret`, not validated yet. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Position of its entry in the list. */
  readonly index: number;
  readonly problem?: KeyProblem;
}

/** What is wrong with a key: with one of its fields, or with the list that it is from. */
interface KeyProblem {
  readonly field?: 'algorithm' | 'keyId';
  readonly expected: string;
}

type Entry = Pick<OpenedSigningKey, 'fields' | 'index' | 'problem'>;

/**
 * Opens a list of signing keys: `webhook.signingKeys`, or what `resolveWebhookKeys` returned.
 *
 * An entry is a secret, or an object with a secret. One secret without a `keyId` may hold several
 * keys separated by commas, because an Auth Token never contains one: a single variable or file
 * then serves for all. An entry whose secret `open` has reported as unreadable is left out.
 */
export async function openSigningKeys(
  entries: readonly unknown[],
  open: (secret: unknown, index: number) => Promise<LoadedSecret>,
): Promise<OpenedSigningKey[]> {
  const opened = await Promise.all(
    entries.map(async (entry, index) => {
      // Read before anything is awaited: the object is the application's, and may change.
      const { secret, ...fields } = isObject(entry) ? cleaned(entry) : { secret: entry };
      const isList = isSharedKeyList(entry);
      const loaded = await open(secret, index);
      if (loaded.reported) return [];
      return isList ? listed(loaded.secret, index) : split(loaded.secret, fields, index);
    }),
  );
  return opened.flat().map(toKey);
}

function toKey({ fields: given, index, problem }: Entry, position: number): OpenedSigningKey {
  const fields = own(given);
  if (problem !== undefined) return { fields, index, problem };
  const { secret, name, keyId, algorithm = keyId === undefined ? SHA1 : SHA256 } = fields;
  if (algorithm === SHA256 && keyId === undefined) return { fields, index, problem: NO_KEY_ID };
  if (algorithm !== SHA1 && algorithm !== SHA256) {
    return { fields, index, problem: OTHER_ALGORITHM };
  }
  if (!(secret instanceof Secret)) return { fields, index };
  const id = typeof keyId === 'string' ? keyId : undefined;
  const shown = typeof name === 'string' ? name : (id ?? `key-${position + 1}`);
  const key = { name: shown, secret, algorithm, ...withoutUndefined({ keyId: id }) } as const;
  return { key: own(key), fields, index };
}

const SHA1 = 'hmac-sha1';
const SHA256 = 'hmac-sha256';
const NO_KEY_ID: KeyProblem = {
  field: 'keyId',
  expected: 'a key for hmac-sha256 needs it, because Twilio names the SharedKey in each request',
};
const OTHER_ALGORITHM: KeyProblem = {
  field: 'algorithm',
  expected: `expected one of ${SHA1}, ${SHA256}`,
};

function listed(list: Secret | undefined, index: number): Entry[] {
  if (list === undefined) return [];
  const keys = readSharedKeys(list);
  return typeof keys === 'string'
    ? [{ fields: {}, index, problem: { expected: keys } }]
    : keys.map((fields) => ({ fields, index }));
}

function split(
  secret: Secret | undefined,
  fields: Readonly<Record<string, unknown>>,
  index: number,
): Entry[] {
  if (secret === undefined || own(fields)['keyId'] !== undefined) {
    return [{ fields: { ...fields, secret }, index }];
  }
  return secret
    .reveal()
    .split(',')
    .map(clean)
    .map((key) => (key === undefined ? undefined : new Secret(key)))
    .map((one) => ({ fields: { ...fields, secret: one }, index }));
}
