import { Env } from '../../core/config/read-env.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type { TwilioKeysOptions } from '../../keys/create-twilio-keys.js';
import type { TwilioKeys } from '../../core/keys/twilio-keys.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';
import { readAdministrator } from './administrator.js';
import { openLockStore } from './lock-store.js';

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

/** The administrator, and how it reaches Twilio. */
interface Connection {
  readonly options: TwilioKeysOptions;
  /** The Redis that keeps runs from crossing. */
  readonly redisUrl: string | undefined;
}

/**
 * The administrator and its connection to Twilio, or to an emulator, with which an unset NODE_ENV is
 * `development`.
 *
 * @throws {UsageError} with everything that is wrong.
 */
export async function connectionOf(
  emulator: string | undefined,
  { variables }: Pick<Terminal, 'variables'>,
): Promise<Connection> {
  if (emulator !== undefined && !URL.canParse(emulator)) {
    throw new UsageError(`--emulator ${emulator}: this is no URL.`);
  }
  const { redisUrl, ...administrator } = await readAdministrator(variables);
  const isUnset = new Env(variables).get('NODE_ENV') === undefined;
  const environment = emulator !== undefined && isUnset ? 'development' : undefined;
  const options = { ...administrator, ...withoutUndefined({ apiBaseUrl: emulator, environment }) };
  return { options, redisUrl };
}

/** Runs the work of an administrator, and ends the connections. */
export async function withKeys<T>(
  emulator: string | undefined,
  terminal: Pick<Terminal, 'variables'>,
  work: (keys: TwilioKeys) => Promise<T>,
  { mayCross = true } = {},
): Promise<T> {
  const { options, redisUrl } = await connectionOf(emulator, terminal);
  const lock = mayCross || redisUrl === undefined ? undefined : await openLockStore(redisUrl);
  try {
    // The other commands, and every help text, answer without waiting for the SDK.
    const { createTwilioKeys } = await import('../../keys/create-twilio-keys.js');
    const store = lock?.store;
    const keys = await createTwilioKeys({ ...options, ...withoutUndefined({ store }) });
    return await work(keys).finally(() => keys.close());
  } finally {
    lock?.close();
  }
}
