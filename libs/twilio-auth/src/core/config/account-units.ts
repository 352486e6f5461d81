import type { AccountOptions } from './options.js';

/** What belongs together: absent, all of it comes from the environment; given, none of it. */
export const ACCOUNT_UNIT = ['accountSid', 'auth', 'region', 'edge'] as const;

/** Units with secrets, which are of use to the default account alone. */
export const SECRET_UNITS = ['accessTokens', 'clientValidation'] as const;

/** Every option that describes an account. */
export const ACCOUNT_OPTIONS = [...ACCOUNT_UNIT, ...SECRET_UNITS, 'webhook'] as const;

/** The options of the root that describe an account. */
export function rootAccount(options: Partial<AccountOptions>): Partial<AccountOptions> {
  return Object.fromEntries(
    ACCOUNT_OPTIONS.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]),
  );
}
