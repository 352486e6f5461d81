import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { Secret } from '../primitives/secret.js';
import { clean } from './clean.js';

/**
 * Marks an entry of `webhook.signingKeys` whose secret is a whole list of SharedKeys: what the
 * environment has in one variable or file, which is read again when it is rotated.
 */
export const SHARED_KEY_LIST = Symbol.for('nestjs-twilio-auth:shared-key-list');

/** Whether an entry of `webhook.signingKeys` is such a list. */
export function isSharedKeyList(entry: unknown): boolean {
  return isObject(entry) && Object.hasOwn(entry, SHARED_KEY_LIST);
}

/** A SharedKey of such a list, not validated yet: `keyId`, `secret` and perhaps `algorithm`. */
type ListedSharedKey = Readonly<Record<string, unknown>>;

const FORMAT =
  'expected keyId:secret, separated by commas, or a JSON list of { keyId, secret, algorithm }';
const ALGORITHM = /^(hmac-sha1|hmac-sha256):/;

/** Reads a list of SharedKeys. The text of the problem where it is none; it repeats no value. */
export function readSharedKeys(list: Secret): readonly ListedSharedKey[] | string {
  const text = list.reveal();
  const keys = text.startsWith('[') ? readJson(text) : text.split(',').map(readEntry);
  return keys === undefined || keys.includes(undefined) ? FORMAT : (keys as ListedSharedKey[]);
}

/** `keyId:secret` or `hmac-sha1:keyId:secret`; the secret may contain colons. */
function readEntry(text: string): ListedSharedKey | undefined {
  const entry = text.trim();
  const algorithm = ALGORITHM.exec(entry)?.[1];
  const rest = algorithm === undefined ? entry : entry.slice(algorithm.length + 1);
  const colon = rest.indexOf(':');
  return colon === -1 ? undefined : toKey(rest.slice(0, colon), rest.slice(colon + 1), algorithm);
}

function readJson(text: string): (ListedSharedKey | undefined)[] | undefined {
  try {
    const list = JSON.parse(text) as unknown[];
    return list.map((one) => {
      const { keyId, secret, algorithm } = isObject(one) ? own(one) : {};
      return toKey(keyId, secret, algorithm);
    });
  } catch {
    return undefined;
  }
}

function toKey(keyId: unknown, secret: unknown, algorithm: unknown): ListedSharedKey | undefined {
  if (typeof keyId !== 'string' || typeof secret !== 'string') return undefined;
  const [id, value] = [clean(keyId), clean(secret)];
  if (id === undefined || value === undefined) return undefined;
  const key = { keyId: id, secret: new Secret(value) };
  return own(algorithm === undefined ? key : { ...key, algorithm });
}
