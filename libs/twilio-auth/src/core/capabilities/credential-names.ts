import type { CredentialKind } from './credential-kind.js';

/** How each kind begins a sentence. */
export const CREDENTIAL_NAMES: Readonly<Record<CredentialKind, string>> = {
  oauth: 'An OAuth app',
  'main-key': 'A main API key',
  'standard-key': 'A standard API key',
  'restricted-key': 'A restricted API key',
  'undeclared-key': 'An API key',
  'auth-token': 'The Auth Token',
  test: 'Test credentials',
  custom: 'A credential of your own',
};
