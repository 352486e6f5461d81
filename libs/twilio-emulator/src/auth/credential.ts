import type { Account } from '../state/account.js';
import type { ApiKey } from '../state/api-key.js';
import type { OAuthApp } from '../state/oauth-app.js';
import type { AccessToken } from '../state/access-tokens.js';

/** The caller, after its credential was checked. */
export type Credential =
  | {
      readonly kind: 'auth-token';
      readonly account: Account;
      readonly which: 'primary' | 'secondary';
    }
  | { readonly kind: 'api-key'; readonly account: Account; readonly key: ApiKey }
  | {
      readonly kind: 'oauth';
      readonly account: Account;
      readonly app: OAuthApp;
      readonly token: AccessToken;
    }
  | { readonly kind: 'test'; readonly account: Account; readonly sid: string };

/** How a request tried to authenticate, as it appears in the request log. */
export type CredentialKind = Credential['kind'] | 'none' | 'unknown';

/** What a person calls it: the name of a key or an app, or which Auth Token it is. */
export function nameOf(credential: Credential): string {
  switch (credential.kind) {
    case 'auth-token':
      return `${credential.which} Auth Token`;
    case 'api-key':
      return credential.key.friendlyName || `${credential.key.type} API key`;
    case 'oauth':
      return credential.app.friendlyName || 'OAuth app';
    case 'test':
      return 'test credentials';
  }
}

/** The identifier of a credential, which is not a secret: account SID, key SID or client id. */
export function sidOf(credential: Credential): string {
  switch (credential.kind) {
    case 'auth-token':
      return credential.account.sid;
    case 'api-key':
      return credential.key.sid;
    case 'oauth':
      return credential.app.clientId;
    case 'test':
      return credential.sid;
  }
}
