import { isRestrictedKey, type AccessTokenCredential, type Account } from '../accounts/account.js';
import type { Secret } from '../primitives/secret.js';
import { isSid } from '../primitives/sid.js';
import type { Reject } from './invalid-access-token.js';

/** The account's key for access tokens, if it may sign them. */
export function signingCredential(account: Account, reject: Reject): AccessTokenCredential {
  const key = account.accessTokens;
  const invalid = (field: string, limit: string, twilioCode: number): never =>
    reject({ field: `accessTokens.${field}`, limit, twilioCode });
  if (key === undefined) {
    return invalid('keySid', 'is missing: access tokens need a main or standard API key', 20103);
  }
  if (!isSid('api-key', key.keySid)) {
    return invalid('keySid', 'must be the SID of an API key (SK and 32 hex digits)', 20103);
  }
  if (!isSid('account', account.accountSid)) {
    return invalid('accountSid', 'must be the SID of an account (AC and 32 hex digits)', 20103);
  }
  if (key.keySecret.reveal() === '') return invalid('keySecret', 'must not be empty', 20107);
  if (isRestrictedKey(account.rest) && account.rest.keySid === key.keySid) {
    return invalid('keySid', 'must not be a restricted key: it cannot sign access tokens', 20160);
  }
  if (otherSecrets(account).some((secret) => secret.equals(key.keySecret))) {
    return invalid(
      'keySecret',
      'must be the secret of the API key, never an Auth Token or an OAuth secret',
      20107,
    );
  }
  return key;
}

function otherSecrets({ rest, webhook }: Account): readonly Secret[] {
  const secrets = webhook.keys.map(({ secret }) => secret);
  if ('authToken' in rest) secrets.push(rest.authToken);
  if ('clientSecret' in rest) secrets.push(rest.clientSecret);
  return secrets;
}
