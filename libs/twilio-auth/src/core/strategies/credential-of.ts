import type {
  Account,
  ApiKeyCredential,
  AuthTokenCredential,
  OAuthCredential,
} from '../accounts/account.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';

interface BuiltInCredentials {
  oauth: OAuthCredential;
  'api-key': ApiKeyCredential;
  'auth-token': AuthTokenCredential;
  test: AuthTokenCredential;
}

/** The REST credential of an account, which must be of this method. */
export function credentialOf<M extends keyof BuiltInCredentials>(
  account: Account,
  method: M,
): BuiltInCredentials[M] {
  if (account.rest.method === method) return account.rest as BuiltInCredentials[M];
  throw new TwilioAuthConfigError(
    [
      {
        path: 'auth.method',
        expected: `the factory for "${method}" was given an account with method "${account.rest.method}"`,
        remedy: 'Give each account to the factory of its own method.',
      },
    ],
    account.name,
  );
}
