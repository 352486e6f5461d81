import { Env } from '../../core/config/read-env.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type { TwilioKeysOptions } from '../../keys/create-twilio-keys.js';
import type { TwilioKeys } from '../../core/keys/twilio-keys.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';
import { readAdministrator } from './administrator.js';

/** What every command of an administrator has; in the form of `parseArgs`. */
export const ADMIN_OPTIONS = {
  emulator: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** For their help. */
export const EMULATOR_HELP = [
  '--emulator <url>',
  'try it on a running emulator, such as http://localhost:4010',
] as const;

/**
 * The administrator and its connection to Twilio, or to an emulator, with which an unset NODE_ENV is
 * `development`.
 *
 * @throws {UsageError} with everything that is wrong.
 */
export async function connectionOf(
  emulator: string | undefined,
  { variables }: Pick<Terminal, 'variables'>,
): Promise<TwilioKeysOptions> {
  if (emulator !== undefined && !URL.canParse(emulator)) {
    throw new UsageError(`--emulator ${emulator}: this is no URL.`);
  }
  const administrator = await readAdministrator(variables);
  const isUnset = new Env(variables).get('NODE_ENV') === undefined;
  const environment = emulator !== undefined && isUnset ? 'development' : undefined;
  return { ...administrator, ...withoutUndefined({ apiBaseUrl: emulator, environment }) };
}

/** Runs the work of an administrator, and ends the connections. */
export async function withKeys<T>(
  emulator: string | undefined,
  terminal: Pick<Terminal, 'variables'>,
  work: (keys: TwilioKeys) => Promise<T>,
): Promise<T> {
  const options = await connectionOf(emulator, terminal);
  // The other commands, and every help text, answer without waiting for the SDK.
  const { createTwilioKeys } = await import('../../keys/create-twilio-keys.js');
  const keys = await createTwilioKeys(options);
  return work(keys).finally(() => keys.close());
}
