import { readFile } from 'node:fs/promises';
import { ask } from '../ask.js';
import type { BuiltInMethod } from '../../core/config/methods.js';
import { credentialLines, type EnvLine } from '../credential-lines.js';
import type { Terminal } from '../terminal.js';
import { suggestion, UsageError } from '../usage.js';
import { addLines } from './add-lines.js';
import { addEmulatorLines } from './emulator-lines.js';
import { initText } from './init-text.js';

/** In the form of `parseArgs`. */
export const INIT_OPTIONS = {
  method: { type: 'string', short: 'm' },
  write: { type: 'boolean' },
} as const;

const CHOICES = {
  emulator: 'an offline Twilio on this machine; no account is needed',
  oauth: 'an OAuth app: what Twilio recommends for servers',
  'api-key': 'an API key: for servers, also outside of us1',
  'auth-token': 'the Auth Token: for this machine only, refused in production',
  test: "Twilio's test credentials: nothing is sent",
} as const;

/** Where the credentials of an application come from. */
type InitMethod = keyof typeof CHOICES;

const INIT_METHODS = Object.keys(CHOICES) as readonly InitMethod[];

export interface InitArguments {
  /** Absent: ask. */
  readonly method?: InitMethod | undefined;
  readonly write: boolean;
}

/** @throws {UsageError} for a wrong value. */
export function readInitArguments(values: { readonly method?: string; readonly write?: boolean }) {
  const { method: given, write = false } = values;
  const method = INIT_METHODS.find((known) => known === given);
  if (given !== undefined && method === undefined) {
    throw new UsageError(
      `--method must be one of ${INIT_METHODS.join(', ')}, not "${given}".${suggestion(given, INIT_METHODS)}`,
    );
  }
  return { method, write } satisfies InitArguments;
}

const ENV_FILE = '.env';

/**
 * Prints what an existing application needs to authenticate by a method, and with `write` adds the
 * lines to its `.env` file.
 *
 * @throws {UsageError} where the method is not given and no one can be asked, or the file cannot be
 *   changed.
 */
export async function init(
  { method: given, write }: InitArguments,
  { isInteractive, out, ...style }: Terminal,
): Promise<number> {
  if (given === undefined && !isInteractive) {
    throw new UsageError(`Not interactive; pass --method ${INIT_METHODS.join('|')}.`);
  }
  const isNest = await dependsOnNest();
  const method = given ?? (await ask('How does it authenticate?', CHOICES));
  if (method === undefined) throw new UsageError('No answer was given; pass --method.');
  const isEmulator = method === 'emulator';
  const lines = isEmulator ? [] : linesFor(method);
  const add = () => (isEmulator ? addEmulatorLines(ENV_FILE) : addLines(ENV_FILE, lines));
  const written = write ? await add() : undefined;
  out(initText({ method, lines, written, isNest }, style));
  return 0;
}

async function dependsOnNest(): Promise<boolean> {
  try {
    const text = await readFile('package.json', 'utf8');
    const manifest = JSON.parse(text) as Partial<Record<string, object>> | null;
    const fields = ['dependencies', 'devDependencies', 'peerDependencies'];
    return fields.some((field) => '@nestjs/core' in (manifest?.[field] ?? {}));
  } catch {
    return false;
  }
}

/**
 * The lines for the machine where an application is developed. A server sets NODE_ENV itself, and
 * wins over the file.
 */
function linesFor(method: BuiltInMethod): readonly EnvLine[] {
  return [
    { name: 'NODE_ENV', value: method === 'test' ? 'test' : 'development' },
    { name: 'TWILIO_AUTH_METHOD', value: method },
    ...credentialLines(method),
  ];
}
