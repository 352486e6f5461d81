import { clean } from '../../config/clean.js';
import { readCredentials } from '../../config/credentials-file.js';
import { isObject } from '../../primitives/is-object.js';
import { own } from '../../primitives/own.js';
import { readIfAny, replaceFile, targetOf } from '../atomic-file.js';
import { giveToCommand, printText } from '../deliver-text.js';
import { keyError } from '../key-error.js';
import type { NewOAuthSecret, OAuthSecretDelivery } from './oauth-options.js';

/** What a target holds now: the secret, and the app where the file says it. */
interface HeldSecret {
  readonly clientId?: string;
  readonly clientSecret: string;
}

/** Where the secret of an OAuth app is delivered to. */
export interface OAuthTarget {
  /** The file of it; absent where nothing can be read back. */
  readonly file?: string;
  /** What it holds now; `undefined` where it holds none, or cannot be read back. */
  read(): Promise<HeldSecret | undefined>;
  write(secret: NewOAuthSecret): Promise<void>;
}

interface Destination {
  readonly file?: string;
  readonly secretFile?: string;
  readonly command?: string;
  readonly stdout?: true;
}

/** The target of a delivery, once it is certain that it can be written. */
export async function openOAuthTarget(
  deliver: OAuthSecretDelivery,
  accountSid: string,
): Promise<OAuthTarget> {
  const read = async (): Promise<undefined> => undefined;
  if (typeof deliver === 'function') return { read, write: async (secret) => deliver(secret) };
  const { file, secretFile, command, stdout }: Destination = own(deliver);
  if (command !== undefined) {
    return { read, write: (secret) => giveToCommand(command, json(secret), secret.clientSecret) };
  }
  if (stdout === true) return { read, write: (secret) => printText(json(secret)) };
  const path = file ?? secretFile;
  if (path === undefined) {
    throw unusable('deliver names no file, no secretFile, no command and not stdout.');
  }
  await targetOf(path);
  if (file === undefined) return textFile(path);
  await readJson(file, accountSid);
  return jsonFile(file, accountSid);
}

function textFile(file: string): OAuthTarget {
  return {
    file,
    async read() {
      const clientSecret = clean((await readIfAny(file)) ?? '');
      return clientSecret === undefined ? undefined : { clientSecret };
    },
    write: ({ clientSecret }) => replaceFile(file, `${clientSecret}\n`),
  };
}

function jsonFile(file: string, accountSid: string): OAuthTarget {
  return {
    file,
    read: async () => (await readJson(file, accountSid))?.held,
    async write({ clientId, clientSecret }) {
      const fields = (await readJson(file, accountSid))?.fields ?? { accountSid };
      const credential = { method: 'oauth', clientId, clientSecret };
      await replaceFile(file, `${JSON.stringify({ ...fields, ...credential }, null, 2)}\n`);
    },
  };
}

/** What is in a JSON file: nothing where it does not exist yet, or is empty. */
async function readJson(file: string, accountSid: string) {
  const text = await readIfAny(file);
  if (text === undefined || text.trim() === '') return undefined;
  let found: ReturnType<typeof readCredentials>;
  try {
    found = readCredentials(text, file);
  } catch (error) {
    throw unusable(`${(error as Error).message}.`);
  }
  const { auth } = found;
  if (found.accountSid !== accountSid) throw unusable(`The file ${file} is of another account.`);
  if (auth.method !== 'oauth' || typeof auth.clientSecret !== 'string') {
    throw unusable(`The file ${file} holds no OAuth secret.`);
  }
  const fields: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  const { clientId, clientSecret } = auth;
  return { held: { clientId, clientSecret }, fields: isObject(fields) ? fields : {} };
}

/** As `TWILIO_CREDENTIALS_FILE` reads it. */
function json({ accountSid, clientId, clientSecret }: NewOAuthSecret): string {
  return `${JSON.stringify({ accountSid, method: 'oauth', clientId, clientSecret })}\n`;
}

function unusable(problem: string): Error {
  return keyError('target-unusable', `${problem} Nothing was changed.`);
}
