import type { ApiKeyType } from '../config/auth-options.js';
import type { RestCredential } from '../accounts/account.js';

/** The kinds that Twilio's documentation distinguishes; `undeclared-key` has no `keyType`. */
export type CredentialKind =
  'oauth' | `${ApiKeyType}-key` | 'undeclared-key' | 'auth-token' | 'test' | 'custom';

/** The kind of an account's credential. */
export function credentialKindOf(rest: RestCredential): CredentialKind {
  // A custom credential has none of these fields, whatever its method is called.
  if ('keySid' in rest)
    return rest.keyType === undefined ? 'undeclared-key' : `${rest.keyType}-key`;
  if ('clientId' in rest) return 'oauth';
  if ('authToken' in rest) return rest.method;
  return 'custom';
}

/** How each kind begins a sentence. */
export const CREDENTIAL_NAMES: Readonly<Record<CredentialKind, string>> = {
  oauth: 'An OAuth app',
  'main-key': 'A main API key',
  'standard-key': 'A standard API key',
  'restricted-key': 'A restricted API key',
  'undeclared-key': 'An API key',
  'auth-token': 'The Auth Token',
  test: 'Test credentials',
  custom: 'A custom credential',
};
