import {
  TwilioError,
  notAuthenticated,
  notAuthorized,
  notForTestCredentials,
} from '../protocol/twilio-error.js';
import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Credential } from './credential.js';
import type { Permission } from '../protocol/permissions.js';

/** What a resource requires of its caller. */
export interface Access {
  /** The permission that a restricted key or an OAuth app needs; without one, neither can use it. */
  readonly permission?: Permission;
  /** Accounts and Keys resources: refused to standard keys. */
  readonly fullAccessOnly?: true;
  /** One of the four resources that work with test credentials. */
  readonly testCredentials?: true;
  /** A parent's Auth Token may act here on a subaccount: the 2010 API. */
  readonly subaccounts?: true;
  /** The Account resource itself: a parent still sees a suspended subaccount there. */
  readonly accountResource?: true;
}

/**
 * Checks that a caller may use a resource of an account, and returns that account.
 *
 * @param targetSid the account that the request names; the caller's own unless given.
 * @throws {TwilioError} 20003, 70051, 20008 or 20403.
 */
export function authorize(
  state: EmulatorState,
  credential: Credential,
  access: Access,
  targetSid: string | undefined,
): Account {
  if (credential.kind === 'test') return authorizeTest(credential, access, targetSid);
  const account = accountFor(state, credential, access, targetSid ?? credential.account.sid);
  checkPermission(credential, access);
  return account;
}

/**
 * Test credentials work on four resources and on their own account only.
 * @see https://www.twilio.com/docs/iam/test-credentials
 */
function authorizeTest(
  credential: Credential & { kind: 'test' },
  access: Access,
  targetSid: string | undefined,
): Account {
  if (targetSid !== undefined && targetSid !== credential.sid) throw notAuthenticated();
  if (access.testCredentials !== true) throw notForTestCredentials();
  return credential.account;
}

/**
 * A credential can act on its own account. A parent's Auth Token can also act on the subaccounts,
 * in the 2010 API only; its API keys and OAuth apps cannot. About main keys Twilio's pages
 * disagree; the page about subaccounts and reports from the field say that they are refused.
 * @see https://www.twilio.com/docs/iam/api/subaccounts
 * @see https://www.twilio.com/docs/iam/oauth-apps/faqs
 */
function accountFor(
  state: EmulatorState,
  credential: Credential,
  access: Access,
  targetSid: string,
): Account {
  const own = credential.account;
  if (targetSid === own.sid) return own;
  if (credential.kind === 'oauth') {
    throw notAuthorized('An OAuth app works only for the account that created it.');
  }
  const target = state.account(targetSid);
  const isParent = credential.kind === 'auth-token' && target?.ownerSid === own.sid;
  if (!isParent || access.subaccounts !== true) throw notAuthenticated();
  if (access.accountResource !== true && target.status !== 'active') {
    throw new TwilioError(403, 20403, `Account is ${target.status}`);
  }
  return target;
}

/**
 * Auth Tokens and main keys may do everything, standard keys everything but Accounts and Keys,
 * restricted keys and OAuth apps only what their permissions allow.
 * @see https://www.twilio.com/docs/iam/api-keys/keys-in-console
 */
function checkPermission(credential: Credential, access: Access): void {
  if (credential.kind === 'oauth') {
    if (!tokenAllows(credential, access.permission))
      throw missingPermission(access, 'an OAuth app');
  } else if (credential.kind === 'api-key') {
    const { type, allow = [] } = credential.key;
    if (type === 'standard' && access.fullAccessOnly === true) {
      throw notAuthenticated('A standard API key cannot use Accounts and Keys resources.');
    }
    if (type === 'restricted' && !(access.permission && allow.includes(access.permission))) {
      throw missingPermission(access, 'a restricted API key');
    }
  }
}

/** A token allows what its app is allowed now, within the scope of the token. */
function tokenAllows(
  { app, token }: Credential & { kind: 'oauth' },
  permission: Permission | undefined,
): boolean {
  if (permission === undefined || app.deny.includes(permission)) return false;
  return app.allow.includes(permission) && (token.scope?.includes(permission) ?? true);
}

function missingPermission({ permission }: Access, holder: string): TwilioError {
  return notAuthorized(
    permission === undefined
      ? `This resource is not available to ${holder}.`
      : `This needs ${holder} with the permission ${permission}.`,
  );
}
