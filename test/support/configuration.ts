import { isTwilioAuthError } from '../../libs/twilio-auth/src/core/errors/is-twilio-auth-error.js';
import type { ConfigProblem } from '../../libs/twilio-auth/src/core/errors/config.error.js';
import {
  loadConfig,
  type LoadContext,
  type LoadedConfig,
} from '../../libs/twilio-auth/src/core/accounts/load-config.js';
import { secretOf, type Account } from '../../libs/twilio-auth/src/core/accounts/account.js';
import type { LoadedAccount } from '../../libs/twilio-auth/src/core/accounts/load-account.js';
import { BUILT_IN_METHODS } from '../../libs/twilio-auth/src/core/config/methods.js';
import type { Variables } from '../../libs/twilio-auth/src/core/config/read-env.js';

/** Well-formed identifiers and secrets of no real account. */
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

/** Complete account options. */
export const OAUTH_OPTIONS = {
  accountSid: ACCOUNT_SID,
  auth: { method: 'oauth', clientId: CLIENT_ID, clientSecret: SECRET },
} as const;
export const API_KEY_OPTIONS = {
  accountSid: ACCOUNT_SID,
  auth: { method: 'api-key', keySid: KEY_SID, keySecret: SECRET },
} as const;

/**
 * Loads as the module does, on a development machine unless the variables name another
 * environment. Options may have any type, as in JavaScript.
 */
export function load(
  options: unknown,
  variables: Variables = {},
  context: Partial<LoadContext> = {},
): Promise<LoadedConfig> {
  return loadConfig(options as object, {
    methods: BUILT_IN_METHODS,
    variables: { NODE_ENV: 'development', ...variables },
    ...context,
  });
}

/** The default account, and the function that loads it again. */
export async function loadDefault(
  options: unknown,
  variables?: Variables,
  context?: Partial<LoadContext>,
): Promise<LoadedAccount> {
  const { accounts } = await load(options, variables, context);
  if (accounts[0]?.account.name !== 'default') throw new Error('There is no default account.');
  return accounts[0];
}

/** The default account that these options configure. */
export async function accountOf(
  options: unknown,
  variables?: Variables,
  context?: Partial<LoadContext>,
): Promise<Account> {
  return (await loadDefault(options, variables, context)).account;
}

/** The default account that the environment alone configures. */
export function accountFrom(variables: Variables): Promise<Account> {
  return accountOf({}, variables);
}

/** The secret that authenticates REST calls, in plain text. */
export function restSecretOf({ rest }: Account): string | undefined {
  return secretOf(rest)?.reveal();
}

/** The keys that verify webhooks, as pairs of name and secret. */
export function webhookKeysOf({ webhook }: Account): (readonly [string, string])[] {
  return webhook.keys.map(({ name, secret }) => [name, secret.reveal()]);
}

/** The error that loading rejects with; fails if it does not. */
export async function configErrorOf(
  options: unknown,
  variables?: Variables,
  context?: Partial<LoadContext>,
): Promise<{ readonly message: string; readonly problems: readonly ConfigProblem[] }> {
  const error = await load(options, variables, context).then(
    () => new Error('The options were accepted.'),
    (reason: unknown) => reason,
  );
  if (!isTwilioAuthError(error, 'TWILIO_AUTH_CONFIG_INVALID')) throw error;
  return error;
}

/** The only problem of these options, as path and expectation. */
export async function problemOf(options: unknown, variables?: Variables): Promise<string> {
  const { problems } = await configErrorOf(options, variables);
  if (problems.length !== 1) throw new Error(`There are ${problems.length} problems.`);
  return `${problems[0]?.path}: ${problems[0]?.expected}`;
}
