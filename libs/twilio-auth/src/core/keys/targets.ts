import { readCredentials } from '../config/credentials-file.js';
import { clean } from '../config/clean.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { readIfAny, replaceFile, targetOf, unusable } from './atomic-file.js';
import { CommandFailedError, giveToCommand, printText } from './deliver-text.js';
import { keyError } from './key-error.js';
import { keyFields, keyJson } from './key-json.js';
import type { KeyDelivery, KeyFormat, KeyPair, NewTwilioKey } from './key-options.js';

/** Where a key is delivered to. */
export interface KeyTarget {
  /** What it holds now; `undefined` where it holds none, or cannot be read back. */
  read(): Promise<KeyPair | undefined>;
  write(key: NewTwilioKey): Promise<void>;
  /** Whether a key that was written has arrived: nobody says that of standard output. */
  readonly isConfirmed: boolean;
}

/** The target of a delivery, once it is certain that it can be written. */
export async function openTarget(deliver: KeyDelivery, accountSid: string): Promise<KeyTarget> {
  if (typeof deliver === 'function') {
    return { read: nothing, write: async (key) => deliver(key), isConfirmed: true };
  }
  // Only what was given: a polluted `Object.prototype` must not say where a secret goes.
  const { file, sidFile, secretFile, command, stdout, format }: Destination = own(deliver);
  if (command !== undefined) {
    const write = (key: NewTwilioKey) =>
      giveToCommand(command, keyJson(key, format), key.keySecret);
    return { read: nothing, write, isConfirmed: true };
  }
  if (stdout === true) {
    const write = (key: NewTwilioKey) => printText(keyJson(key, format));
    return { read: nothing, write, isConfirmed: false };
  }
  if (file !== undefined) {
    await targetOf(file);
    await readJson(file, accountSid);
    return jsonFile(file, accountSid, format);
  }
  if (sidFile === undefined || secretFile === undefined) throw noDestination();
  await Promise.all([targetOf(sidFile), targetOf(secretFile)]);
  return pairOfFiles(sidFile, secretFile);
}

/** Every field of a {@link KeyDelivery}. */
interface Destination {
  readonly file?: string;
  readonly sidFile?: string;
  readonly secretFile?: string;
  readonly command?: string;
  readonly stdout?: true;
  readonly format?: KeyFormat;
}

/** Nothing can be read back. */
async function nothing(): Promise<undefined> {
  return undefined;
}

/** Delivers a key. What a function of the application threw is not repeated: it may hold the secret. */
export async function deliverTo(target: KeyTarget, key: NewTwilioKey): Promise<void> {
  try {
    await target.write(key);
  } catch (error) {
    throw keyError(
      'delivery-failed',
      `The new key ${key.keySid} was not delivered${whyNotDelivered(error)}, or only in part. The old key still works.`,
      'Run the rotation again: it goes on, or begins with another new key.',
    );
  }
}

/** Why a delivery failed, in parentheses; nothing where its words may hold the secret. */
export function whyNotDelivered(error: unknown): string {
  if (error instanceof CommandFailedError) return ` (${error.message})`;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? ` (${code})` : '';
}

function noDestination(): Error {
  return keyError(
    'target-unusable',
    'deliver names no file, no sidFile with its secretFile, no command and not stdout. No key was created.',
  );
}

function jsonFile(path: string, accountSid: string, format: KeyFormat | undefined): KeyTarget {
  return {
    isConfirmed: true,
    async read() {
      const auth = (await readJson(path, accountSid))?.auth;
      if (auth?.method !== 'api-key' || typeof auth.keySecret !== 'string') return undefined;
      return { keySid: auth.keySid, keySecret: auth.keySecret };
    },
    async write(key) {
      const found = (await readJson(path, accountSid))?.fields;
      const fields = found ?? { accountSid };
      const isAws = found === undefined ? format === 'aws' : Object.hasOwn(found, 'apiKeySid');
      const pair = keyFields(key, isAws ? 'aws' : undefined);
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

function pairOfFiles(sidFile: string, secretFile: string): KeyTarget {
  return {
    isConfirmed: true,
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
