import { clean } from '../../config/clean.js';
import { own } from '../../primitives/own.js';
import { readIfAny, replaceFile, targetOf } from '../atomic-file.js';
import { giveToCommand, printText } from '../deliver-text.js';
import { keyError } from '../key-error.js';
import type { KeyRingDelivery } from './auth-token-options.js';

/** Where the key ring of an account's webhooks is delivered to. */
export interface KeyRingTarget {
  /** The file of it; absent where nothing can be read back. */
  readonly file?: string;
  /** The keys that it holds now; `undefined` where it cannot be read back. */
  read(): Promise<readonly string[] | undefined>;
  write(keys: readonly string[]): Promise<void>;
}

interface Destination {
  readonly signingKeysFile?: string;
  readonly command?: string;
  readonly stdout?: true;
}

/** The target of a delivery, once it is certain that it can be written. */
export async function openKeyRing(
  deliver: KeyRingDelivery,
  accountSid: string,
): Promise<KeyRingTarget> {
  const read = async (): Promise<undefined> => undefined;
  if (typeof deliver === 'function') {
    return { read, write: async (keys) => deliver({ accountSid, keys }) };
  }
  const { signingKeysFile: file, command, stdout }: Destination = own(deliver);
  if (command !== undefined) {
    return { read, write: (keys) => giveToCommand(command, lineOf(keys), keys[0] ?? '') };
  }
  if (stdout === true) return { read, write: (keys) => printText(lineOf(keys)) };
  if (file === undefined) {
    throw keyError(
      'target-unusable',
      'deliver names no signingKeysFile, no command and not stdout. Nothing was changed.',
    );
  }
  await targetOf(file);
  return {
    file,
    read: async () => keysIn((await readIfAny(file)) ?? ''),
    write: (keys) => replaceFile(file, lineOf(keys)),
  };
}

function keysIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((key) => clean(key))
    .filter((key) => key !== undefined);
}

function lineOf(keys: readonly string[]): string {
  return `${keys.join(',')}\n`;
}
