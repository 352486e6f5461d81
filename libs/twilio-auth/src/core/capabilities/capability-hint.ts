import type { Account } from '../accounts/account.js';
import { TWILIO_CODES } from '../errors/error-codes.js';
import { grants, permissionFor } from 'twilio-permissions';
import { declaredPermissions, howToGrant } from '../permissions/declared-permissions.js';
import { missingPermissionIn } from '../permissions/missing-permission.js';
import { accountSidIn } from '../primitives/sid.js';
import {
  isAccountResource,
  isKeyResource,
  isOutsideV2010,
  type ApiRequest,
} from './api-request.js';
import { credentialKindOf, type CredentialKind } from './credential-kind.js';

type Refused = Pick<Account, 'accountSid' | 'rest'>;

/** What an error of Twilio says. */
export interface RefusedAnswer {
  readonly code?: number | undefined;
  readonly message?: string | undefined;
}

/**
 * Advice for an answer that the kind of credential explains; `undefined` where it does not.
 * Twilio does not say why it refused, so the advice lists what to check, most likely first.
 */
export function capabilityHint(
  account: Refused,
  request: ApiRequest,
  { code, message }: RefusedAnswer,
): string | undefined {
  const kind = credentialKindOf(account.rest);
  const missing = missingPermissionIn(message);
  if (missing !== undefined) return missingPermissionHint(kind, account, missing);
  switch (code) {
    case TWILIO_CODES.unauthenticated:
      return unauthenticated(kind, account, request);
    case TWILIO_CODES.permissionMissing:
      return notAuthorized(kind, request);
    case TWILIO_CODES.notForTestCredentials:
      return 'Test credentials reach only POST Messages, Calls and IncomingPhoneNumbers, and GET Lookup v2. Use a live credential, or the emulator.';
    default:
      return undefined;
  }
}

function unauthenticated(
  kind: CredentialKind,
  { accountSid }: Refused,
  request: ApiRequest,
): string | undefined {
  const isOther = isOfAnotherAccount(request, accountSid);
  if (isOther && kind === 'oauth') {
    return 'An OAuth app serves only the account that created it, not its subaccounts. Configure an OAuth app or API key of that account under `accounts`.';
  }
  if (isOther && kind.endsWith('-key')) {
    return 'An API key serves only the account that it was created in, not its subaccounts. Configure a key of that account under `accounts`; only the Auth Token of a parent reaches the v2010 resources of a subaccount.';
  }
  if (isPerhapsClosedTo(kind, request)) {
    return 'Standard API keys cannot use Accounts and Keys resources. Use a main API key.';
  }
  if (kind === 'auth-token' && isOutsideV2010(request)) {
    return `${UNAUTHENTICATED_HINTS[kind]} For a subaccount it works in the v2010 API only.`;
  }
  return UNAUTHENTICATED_HINTS[kind];
}

/**
 * Whether a 401 is perhaps about the resource, so that no other secret of this kind would open it.
 */
export function isPerhapsAboutResource(
  { accountSid, rest }: Refused,
  request: ApiRequest,
): boolean {
  return (
    isOfAnotherAccount(request, accountSid) || isPerhapsClosedTo(credentialKindOf(rest), request)
  );
}

function isOfAnotherAccount(request: ApiRequest, accountSid: string): boolean {
  return (accountSidIn(request.path) ?? accountSid) !== accountSid;
}

/** A key of undeclared type may be a standard one. */
function isPerhapsClosedTo(kind: CredentialKind, request: ApiRequest): boolean {
  const isAdministration = isAccountResource(request) || isKeyResource(request);
  return (kind === 'undeclared-key' || kind === 'standard-key') && isAdministration;
}

const KEY_HINT =
  'Check that the key still exists, that SID and secret belong together, and that the key was created in the region it is used in.';

const UNAUTHENTICATED_HINTS: Readonly<Record<CredentialKind, string | undefined>> = {
  oauth:
    'The token was refused. Check that the OAuth app is active and was created by this account, and that its secret was not rotated with grace period 0.',
  'main-key': KEY_HINT,
  'standard-key': KEY_HINT,
  'restricted-key': `${KEY_HINT} Restricted keys exist in US1 only.`,
  'undeclared-key': KEY_HINT,
  'auth-token':
    'Check that the token is the one of this account and region, and that it was not rotated.',
  test: 'Check that account SID and token are both those of the test credentials.',
  custom: undefined,
};

/** Twilio names the permission, so there is nothing to guess. */
function missingPermissionHint(
  kind: CredentialKind,
  { rest }: Refused,
  permission: string,
): string | undefined {
  if (kind === 'custom') return undefined;
  const isDeclared = grants(declaredPermissions(rest) ?? [], permission);
  const note = isDeclared ? ' It is declared, but Twilio says otherwise.' : '';
  return `${HOLDERS[kind] ?? 'The credential'} lacks the permission ${permission}.${note} ${howToGrant(permission)}`;
}

const HOLDERS: Partial<Record<CredentialKind, string>> = {
  oauth: 'The OAuth app',
  'restricted-key': 'The restricted key',
  'undeclared-key': 'The API key is a restricted one and',
};

/** A 70051 that names no permission has other causes (https://www.twilio.com/docs/api/errors/70051). */
function notAuthorized(kind: CredentialKind, request: ApiRequest): string | undefined {
  if (kind === 'custom' || kind === 'test') return undefined;
  if (kind === 'main-key' || kind === 'standard-key' || kind === 'auth-token') return OTHER_CAUSES;
  const needed = permissionFor(request);
  return needed.kind === 'unsupported'
    ? `No restricted key and no OAuth app can make this request: ${needed.reason}. Otherwise: ${OTHER_CAUSES}`
    : `${OTHER_CAUSES} Or the resource is one that no restricted key and no OAuth app can use.`;
}

const OTHER_CAUSES =
  'The account or the credential was not found or is suspended, or the credential belongs to another account.';
