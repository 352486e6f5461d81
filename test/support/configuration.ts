import { isTwilioAuthError } from '../../libs/twilio-auth/src/core/errors/twilio-auth.error.js';
import type {
  ConfigProblem,
  TwilioAuthConfigError,
} from '../../libs/twilio-auth/src/core/errors/config.error.js';
import {
  loadConfig,
  type LoadContext,
  type LoadedConfig,
} from '../../libs/twilio-auth/src/core/config/load-config.js';
import type { LoadedAccount } from '../../libs/twilio-auth/src/core/config/loaded-account.js';
import type { Variables } from '../../libs/twilio-auth/src/core/config/read-env.js';

/** Well-formed identifiers and secrets that are nobody's. */
export const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
export const KEY_SID = `SK${'2'.repeat(32)}`;
export const CLIENT_ID = `OQ${'3'.repeat(32)}`;
export const SECRET = 'a-secret-that-nobody-may-see';

/** Complete sets of variables, by the method that they configure. */
export const VARIABLES = {
  oauth: {
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_OAUTH_CLIENT_ID: CLIENT_ID,
    TWILIO_OAUTH_CLIENT_SECRET: `${SECRET}-oauth`,
  },
  'api-key': {
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_API_KEY: KEY_SID,
    TWILIO_API_SECRET: `${SECRET}-key`,
  },
  'auth-token': { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: `${SECRET}-token` },
  test: {
    TWILIO_TEST_ACCOUNT_SID: `AC${'4'.repeat(32)}`,
    TWILIO_TEST_AUTH_TOKEN: `${SECRET}-test`,
  },
} as const satisfies Record<string, Variables>;

/** Account options that are complete. */
export const OAUTH_OPTIONS = {
  accountSid: ACCOUNT_SID,
  auth: { method: 'oauth', clientId: CLIENT_ID, clientSecret: SECRET },
} as const;
export const API_KEY_OPTIONS = {
  accountSid: ACCOUNT_SID,
  auth: { method: 'api-key', keySid: KEY_SID, keySecret: SECRET },
} as const;

/** Loads as the module does. Options may be any nonsense, as they are when nobody checks types. */
export function load(
  options: unknown,
  variables: Variables = { NODE_ENV: 'development' },
  context: Partial<LoadContext> = {},
): Promise<LoadedConfig> {
  const methods = ['oauth', 'api-key', 'auth-token', 'test'];
  return loadConfig(options as object, { methods, variables, ...context });
}

/** The default account that the environment alone makes. */
export async function accountFrom(variables: Variables): Promise<LoadedAccount> {
  const { accounts } = await load({}, variables);
  if (accounts[0] === undefined) throw new Error('There is no default account.');
  return accounts[0];
}

/** What is wrong, and the message that says so; fails when nothing is. */
export async function refusalOf(
  options: unknown,
  variables?: Variables,
  context?: Partial<LoadContext>,
): Promise<{ readonly message: string; readonly problems: readonly ConfigProblem[] }> {
  const error = await load(options, variables, context).then(
    () => new Error('It was accepted.'),
    (reason: unknown) => reason,
  );
  if (!isTwilioAuthError(error, 'TWILIO_AUTH_CONFIG_INVALID')) throw error;
  return error as TwilioAuthConfigError;
}
