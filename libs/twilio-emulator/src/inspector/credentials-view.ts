import type { CredentialKind } from '../auth/credential.js';
import type { PermissionLog, PermissionUse } from '../log/permission-log.js';
import { isSubaccount, type Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';

/** A credential by name, and what it was used for. It has no secret. */
export interface CredentialView {
  readonly kind: CredentialKind;
  /** `Auth Token`, `standard API key`, `OAuth app`, … */
  readonly type: string;
  readonly name: string;
  readonly sid: string;
  /** Auth Tokens and keys belong to one. */
  readonly region: string;
  /** What it may do; `undefined` for one that is not limited by permissions. */
  readonly allow: readonly string[] | undefined;
  /** `undefined` until it is used. */
  readonly use: Omit<PermissionUse, 'credential' | 'account'> | undefined;
}

/** An account with its credentials and numbers. */
export interface AccountView {
  readonly sid: string;
  readonly name: string;
  readonly status: string;
  readonly isSubaccount: boolean;
  readonly numbers: readonly string[];
  readonly credentials: readonly CredentialView[];
}

/** A load test may create thousands. */
const MOST_ACCOUNTS = 50;
const MOST_OF_A_KIND = 50;

/** The first 50 accounts with at most 50 keys, apps and numbers each. */
export function credentialsView(state: EmulatorState, permissions: PermissionLog): AccountView[] {
  const uses = permissions.used();
  return [...state.accounts].slice(0, MOST_ACCOUNTS).map((account) => ({
    sid: account.sid,
    name: account.friendlyName,
    status: account.status,
    isSubaccount: isSubaccount(account),
    numbers: [...account.phoneNumbers.values()]
      .slice(0, MOST_OF_A_KIND)
      .map(({ phoneNumber }) => phoneNumber),
    credentials: credentialsOf(state, account).map((one) => ({ ...one, use: useOf(one, uses) })),
  }));
}

type Unused = Omit<CredentialView, 'use'>;

function credentialsOf(state: EmulatorState, account: Account): readonly Unused[] {
  const { authTokens, testCredentials } = account;
  const tokens = [...authTokens.keys()].map((region): Unused => ({
    kind: 'auth-token',
    type: 'Auth Token',
    name: 'Auth Token',
    sid: account.sid,
    region,
    allow: undefined,
  }));
  const keys = state
    .keysOf(account)
    .slice(0, MOST_OF_A_KIND)
    .map(({ sid, friendlyName, type, region, allow }): Unused => {
      const name = friendlyName || `${type} API key`;
      return { kind: 'api-key', type: `${type} API key`, name, sid, region, allow };
    });
  const apps = state
    .oauthAppsOf(account)
    .slice(0, MOST_OF_A_KIND)
    .map(({ clientId: sid, friendlyName, allow }): Unused => {
      const name = friendlyName || 'OAuth app';
      return { kind: 'oauth', type: 'OAuth app', name, sid, region: 'us1', allow };
    });
  const test: readonly Unused[] = testCredentials
    ? [
        {
          kind: 'test',
          type: 'test credentials',
          name: 'test credentials',
          sid: testCredentials.accountSid,
          region: 'us1',
          allow: undefined,
        },
      ]
    : [];
  return [...tokens, ...keys, ...apps, ...test];
}

function useOf({ sid }: Unused, uses: readonly PermissionUse[]): CredentialView['use'] {
  const found = uses.find(({ credential }) => credential.sid === sid);
  if (found === undefined) return undefined;
  const { credential: _credential, account: _account, ...use } = found;
  return use;
}
