import { readCredentials } from '../config/credentials-file.js';
import { clean } from '../config/clean.js';
import { isObject } from '../primitives/is-object.js';
import { readIfAny, replaceFile, targetOf, unusable } from './atomic-file.js';
import { keyError } from './key-error.js';
import type { KeyDelivery, KeyPair, NewTwilioKey } from './key-options.js';

/** Where a key is delivered to. */
export interface KeyTarget {
  /** What it holds now; `undefined` where it holds none, or cannot be read back. */
  read(): Promise<KeyPair | undefined>;
  write(key: NewTwilioKey): Promise<void>;
}

/** The target of a delivery, once it is certain that it can be written. */
export async function openTarget(deliver: KeyDelivery, accountSid: string): Promise<KeyTarget> {
  if (typeof deliver === 'function') {
    return { read: async () => undefined, write: async (key) => deliver(key) };
  }
  if ('file' in deliver) {
    await targetOf(deliver.file);
    await readJson(deliver.file, accountSid);
    return jsonFile(deliver.file, accountSid);
  }
  await Promise.all([targetOf(deliver.sidFile), targetOf(deliver.secretFile)]);
  return pairOfFiles(deliver);
}

/** Delivers a key. What a function of the application threw is not repeated: it may hold the secret. */
export async function deliverTo(target: KeyTarget, key: NewTwilioKey): Promise<void> {
  try {
    await target.write(key);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = typeof code === 'string' ? ` (${code})` : '';
    throw keyError(
      'delivery-failed',
      `The new key ${key.keySid} was not delivered${why}, or only in part. The old key still works.`,
      'Run the rotation again: it goes on, or begins with another new key.',
    );
  }
}

function jsonFile(path: string, accountSid: string): KeyTarget {
  return {
    async read() {
      const auth = (await readJson(path, accountSid))?.auth;
      if (auth?.method !== 'api-key' || typeof auth.keySecret !== 'string') return undefined;
      return { keySid: auth.keySid, keySecret: auth.keySecret };
    },
    async write({ keySid, keySecret, keyType }) {
      const fields = (await readJson(path, accountSid))?.fields ?? { accountSid };
      const isAws = 'apiKeySid' in fields;
      const pair = isAws
        ? { apiKeySid: keySid, apiKeySecret: keySecret }
        : { method: 'api-key', keySid, keySecret, keyType };
      await replaceFile(path, `${JSON.stringify({ ...fields, ...pair }, null, 2)}\n`);
    },
  };
}

/** What is in a JSON file: nothing where it does not exist yet, or is empty. */
async function readJson(path: string, accountSid: string) {
  const text = await readIfAny(path);
  if (text === undefined || text.trim() === '') return undefined;
  let found: ReturnType<typeof readCredentials>;
  try {
    found = readCredentials(text, path);
  } catch (error) {
    throw keyError('target-unusable', `${(error as Error).message}. No key was created.`);
  }
  if (found.accountSid !== accountSid) throw unusable(path, 'is of another account');
  const { method } = found.auth;
  if (method !== 'api-key') throw unusable(path, `holds a credential of the method ${method}`);
  const fields: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  return { auth: found.auth, fields: isObject(fields) ? fields : {} };
}

function pairOfFiles({
  sidFile,
  secretFile,
}: Extract<KeyDelivery, { sidFile: string }>): KeyTarget {
  return {
    async read() {
      const [sid, secret] = await Promise.all([readIfAny(sidFile), readIfAny(secretFile)]);
      const [keySid, keySecret] = [clean(sid ?? ''), clean(secret ?? '')];
      return keySid === undefined || keySecret === undefined ? undefined : { keySid, keySecret };
    },
    async write({ keySid, keySecret }) {
      // The SID last: with the SID of the new key, the pair is complete.
      await replaceFile(secretFile, `${keySecret}\n`);
      await replaceFile(sidFile, `${keySid}\n`);
    },
  };
}
