import { isRestrictedKey, type AccessTokenCredential, type Account } from '../accounts/account.js';
import type { Secret } from '../primitives/secret.js';
import { isSid } from '../primitives/sid.js';
import { signingKeyMissing } from './invalid-access-token.js';

/**
 * The account's key for access tokens.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_SIGNING_KEY_MISSING` if it has none that may sign them;
 * `reason` is the field.
 */
export function signingCredential(account: Account): AccessTokenCredential {
  const key = account.accessTokens;
  const invalid = (field: string, limit: string, twilioCode: number): never => {
    throw signingKeyMissing({ field: `accessTokens.${field}`, limit, twilioCode }, account.name);
  };
  if (key === undefined) return invalid('keySid', 'is missing', 20103);
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
  if (isOfOtherRegion(account, key)) {
    const region = account.region ?? HOME_REGION;
    return invalid('region', `must be ${region}: the key is the account's API key of there`, 20103);
  }
  return key;
}

const HOME_REGION = 'us1';

/**
 * A key exists in one region, and Twilio looks it up in that of the token. Known for the API key of
 * the account, which makes its calls in the region of the account.
 */
function isOfOtherRegion({ rest, region }: Account, key: AccessTokenCredential): boolean {
  const isSameKey = 'keySid' in rest && rest.keySid === key.keySid;
  return isSameKey && (key.region ?? HOME_REGION) !== (region ?? HOME_REGION);
}

function otherSecrets({ rest, webhook }: Account): readonly Secret[] {
  const secrets = webhook.keys.map(({ secret }) => secret);
  if ('authToken' in rest) secrets.push(rest.authToken);
  if ('clientSecret' in rest) secrets.push(rest.clientSecret);
  return secrets;
}
