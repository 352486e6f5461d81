import { own } from '../primitives/own.js';
import type { AccountOptions } from './options.js';

/** Options that belong together: they come from the environment all at once, or not at all. */
export const ACCOUNT_UNIT = ['accountSid', 'auth', 'region', 'edge'] as const;

/** Units beside `auth` with a secret, by the field that holds it. No other account inherits them. */
export const UNIT_SECRETS = { accessTokens: 'keySecret', clientValidation: 'privateKey' } as const;

/** A unit of an account with one secret. */
export type SecretUnit = keyof typeof UNIT_SECRETS;

export const SECRET_UNITS = Object.keys(UNIT_SECRETS) as readonly SecretUnit[];

/** Every option that describes an account. */
export const ACCOUNT_OPTIONS = [...ACCOUNT_UNIT, ...SECRET_UNITS, 'webhook'] as const;

/** The options of the root that describe an account. */
export function rootAccount(options: Partial<AccountOptions>): Partial<AccountOptions> {
  const given = own(options);
  const fields = ACCOUNT_OPTIONS.filter((key) => given[key] !== undefined);
  return own(Object.fromEntries(fields.map((key) => [key, given[key]])));
}
