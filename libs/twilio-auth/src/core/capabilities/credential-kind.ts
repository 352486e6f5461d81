import type { RestCredential } from '../accounts/account.js';

/** What Twilio's documentation tells apart; `undeclared-key` is an API key without `keyType`. */
export type CredentialKind =
  | 'oauth'
  | 'main-key'
  | 'standard-key'
  | 'restricted-key'
  | 'undeclared-key'
  | 'auth-token'
  | 'test'
  | 'custom';

const KEY_KINDS = {
  main: 'main-key',
  standard: 'standard-key',
  restricted: 'restricted-key',
} as const;

/** The kind of an account's credential. A strategy of the application's own is `custom`. */
export function credentialKindOf(rest: RestCredential): CredentialKind {
  // A custom credential may bear any method name but these, so the name alone tells them apart.
  if ('keySid' in rest)
    return rest.keyType === undefined ? 'undeclared-key' : KEY_KINDS[rest.keyType];
  if ('clientId' in rest) return 'oauth';
  if ('authToken' in rest) return rest.method;
  return 'custom';
}
