import { clean, cleaned } from '../config/clean.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { Secret } from '../primitives/secret.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
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
export interface OpenedSigningKey {
  readonly name: string;
  /** Absent where an empty one was given. */
  readonly secret?: Secret;
  /** What its entry gave besides the secret, not validated yet. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Position of its entry in the list. */
  readonly index: number;
}

/**
 * Opens a list of signing keys: `webhook.signingKeys`, or what `resolveWebhookKeys` returned.
 *
 * An entry is a secret, or an object with a secret and a name. One secret may hold several keys
 * separated by commas, because a key never contains one: a single variable or file then serves
 * for all. An entry whose secret `open` has reported as unreadable is left out.
 */
export async function openSigningKeys(
  entries: readonly unknown[],
  open: (secret: unknown, index: number) => Promise<LoadedSecret>,
): Promise<OpenedSigningKey[]> {
  const opened = await Promise.all(
    entries.map(async (entry, index) => {
      const { secret, ...fields } = isObject(entry) ? cleaned(entry) : { secret: entry };
      const loaded = await open(secret, index);
      const secrets = loaded.reported ? [] : split(loaded.secret);
      return secrets.map((one) => ({ secret: one, fields: own(fields), index }));
    }),
  );
  return opened.flat().map(({ secret, fields, index }, position) => {
    const { name } = fields as { name?: unknown };
    const named = typeof name === 'string' ? name : `key-${position + 1}`;
    return withoutUndefined({ name: named, secret, fields, index });
  });
}

function split(secret: Secret | undefined): (Secret | undefined)[] {
  if (secret === undefined) return [undefined];
  return secret
    .reveal()
    .split(',')
    .map(clean)
    .map((key) => (key === undefined ? undefined : new Secret(key)));
}
