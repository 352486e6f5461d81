import { createSecretKey, type KeyObject } from 'node:crypto';
import type { AccessTokenCredential, Account } from '../accounts/account.js';
import type { Secret } from '../primitives/secret.js';
import { isSid } from '../primitives/sid.js';
import type { AccessTokenProblem } from './invalid-access-token.js';

/** Why this account has no key that may sign access tokens. */
export function signingKeyProblem(account: Account): AccessTokenProblem | undefined {
  const key = account.accessTokens;
  if (key === undefined) {
    return problem('keySid', 'is missing: access tokens need a main or standard API key', 20103);
  }
  if (!isSid('api-key', key.keySid)) {
    return problem('keySid', 'must be the SID of an API key (SK and 32 hex digits)', 20103);
  }
  if (!isSid('account', account.accountSid)) {
    return problem('accountSid', 'must be the SID of an account (AC and 32 hex digits)', 20103);
  }
  if (key.keySecret.reveal() === '') {
    return problem('keySecret', 'must not be empty', 20107);
  }
  if (isRestricted(account, key)) {
    return problem('keySid', 'must not be a restricted key: it cannot sign access tokens', 20160);
  }
  if (otherSecrets(account).some((secret) => secret.equals(key.keySecret))) {
    return problem(
      'keySecret',
      'must be the secret of the API key, never an Auth Token or an OAuth secret',
      20107,
    );
  }
  return undefined;
}

/** The key in the form that signs fastest, prepared once. */
export function prepareSigningKey(credential: AccessTokenCredential): KeyObject {
  return createSecretKey(credential.keySecret.reveal(), 'utf8');
}

function isRestricted({ rest }: Account, { keySid }: AccessTokenCredential): boolean {
  return (
    rest.method === 'api-key' &&
    'keySid' in rest &&
    rest.keySid === keySid &&
    rest.keyType === 'restricted'
  );
}

function otherSecrets({ rest, webhook }: Account): readonly Secret[] {
  const secrets = webhook.keys.map(({ secret }) => secret);
  if ('authToken' in rest) secrets.push(rest.authToken);
  if ('clientSecret' in rest) secrets.push(rest.clientSecret);
  return secrets;
}

function problem(field: string, limit: string, twilioCode: number): AccessTokenProblem {
  return { field: `accessTokens.${field}`, limit, twilioCode };
}
