import type { Account } from '../accounts/account.js';
import type { AuthOptions } from '../config/auth-options.js';
import { isObject } from '../primitives/is-object.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';

/**
 * The credential without the account SID that somebody may have given with it, which must be the
 * account's own: the SDK caches it in the resources that it hands out.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export function requireSameAccount(
  given: AuthOptions & { readonly accountSid?: unknown },
  { name, accountSid }: Account,
): AuthOptions {
  if (!isObject(given) || given.accountSid === undefined) return given;
  if (given.accountSid !== accountSid) {
    const problem = {
      path: 'accountSid',
      expected: 'a rotation cannot change the account',
      remedy: 'Configure the other account under a name of its own.',
    };
    throw new TwilioAuthConfigError([problem], name);
  }
  const { accountSid: _own, ...auth } = given;
  return auth;
}
