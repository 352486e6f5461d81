import { own } from '../primitives/own.js';
import type { AccountOptions } from './options.js';

/** Options that belong together: they come from the environment all at once, or not at all. */
export const ACCOUNT_UNIT = ['accountSid', 'auth', 'region', 'edge'] as const;

/** Units other than `auth` with a secret, by the field that holds it. No other account inherits them. */
export const SECRET_FIELD_OF = {
  accessTokens: 'keySecret',
  clientValidation: 'privateKey',
} as const;

/** A unit of an account with one secret. */
export type UnitWithSecret = keyof typeof SECRET_FIELD_OF;

export const UNITS_WITH_SECRET = Object.keys(SECRET_FIELD_OF) as readonly UnitWithSecret[];

/** Longest lifetime of an access token: https://www.twilio.com/docs/api/errors/20157 */
export const MAX_TOKEN_TTL_SECONDS = 86_400;

/** Every option that describes an account. */
export const ACCOUNT_OPTIONS = [...ACCOUNT_UNIT, ...UNITS_WITH_SECRET, 'webhook'] as const;

/** The options of the root that describe an account. */
export function rootAccount(options: Partial<AccountOptions>): Partial<AccountOptions> {
  const given = own(options);
  const fields = ACCOUNT_OPTIONS.filter((key) => given[key] !== undefined);
  return own(Object.fromEntries(fields.map((key) => [key, given[key]])));
}
