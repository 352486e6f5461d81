import { grants, type RequestPermission } from 'twilio-permissions';
import {
  TwilioError,
  missingPermission,
  notAuthenticated,
  notAuthorized,
  notForTestCredentials,
} from '../protocol/twilio-error.js';
import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Credential } from './credential.js';

/** What a request needs of a restricted key or an OAuth app. */
export interface NeededPermission {
  /** The first label of Twilio's host: the words of a refusal depend on it. */
  readonly product: string;
  readonly permission: RequestPermission;
}

/** What a resource requires of its caller, besides a permission. */
export interface Access {
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
 * The account that a caller acts on; what it may do there, {@link refusalFor} says.
 *
 * @param targetSid the account that the request names; the caller's own unless given.
 * @throws {TwilioError} 20003, 70051, 20008 or 20403.
 */
export function accountFor(
  state: EmulatorState,
  credential: Credential,
  access: Access,
  targetSid: string | undefined,
): Account {
  return credential.kind === 'test'
    ? accountOfTest(credential, access, targetSid)
    : accountOf(state, credential, access, targetSid ?? credential.account.sid);
}

/**
 * Test credentials work on four resources and on their own account only.
 * @see https://www.twilio.com/docs/iam/test-credentials
 */
function accountOfTest(
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
function accountOf(
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
 * Why a caller may not do this, or `undefined`. Auth Tokens and main keys may do everything, standard
 * keys everything but Accounts and Keys, restricted keys and OAuth apps only what their permissions allow.
 * @see https://www.twilio.com/docs/iam/api-keys/keys-in-console
 */
export function refusalFor(
  credential: Credential,
  access: Access,
  { product, permission: needed }: NeededPermission,
): TwilioError | undefined {
  if (credential.kind === 'api-key' && credential.key.type === 'standard') {
    return access.fullAccessOnly === true
      ? notAuthenticated('A standard API key cannot use Accounts and Keys resources.')
      : undefined;
  }
  const isAllowed = permissionCheckOf(credential);
  if (isAllowed === undefined) return undefined;
  if (needed.kind === 'mapped') {
    const { permission } = needed;
    return isAllowed(permission) ? undefined : missingPermission(product, permission);
  }
  return notAuthorized(
    needed.kind === 'unsupported'
      ? `No restricted API key and no OAuth app can make this request: ${needed.reason}.`
      : 'It is not known which permission this request needs, so the emulator refuses it.',
  );
}

/** What a credential is allowed; `undefined` for one that needs no permissions. */
function permissionCheckOf(credential: Credential): ((permission: string) => boolean) | undefined {
  if (credential.kind === 'api-key') {
    const { type, allow = [] } = credential.key;
    return type === 'restricted' ? (permission) => grants(allow, permission) : undefined;
  }
  if (credential.kind !== 'oauth') return undefined;
  // A token allows what its app is allowed now, within the scope of the token.
  const { app, token } = credential;
  const { scope = app.allow } = token;
  return (permission) =>
    grants(app.allow, permission) && grants(scope, permission) && !grants(app.deny, permission);
}
