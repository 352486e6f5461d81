import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall, ApiRoute } from './route.js';
import type { Credential } from '../auth/credential.js';
import { invalid } from '../protocol/twilio-error.js';
import { isSubaccount } from '../state/account.js';
import type { Account, AccountStatus } from '../state/account.js';
import { createAccount } from '../state/apply-seed.js';
import { rfc2822 } from '../protocol/formats.js';
import { classicList } from './lists.js';
import { PAGING } from './paging.js';

const ALL = {
  product: 'api',
  path: '/2010-04-01/Accounts.json',
  access: { fullAccessOnly: true },
} as const;
const EACH = {
  product: 'api',
  path: '/2010-04-01/Accounts/{AccountSid}.json',
  access: { fullAccessOnly: true, subaccounts: true, accountResource: true },
} as const;

/**
 * Accounts and subaccounts. Standard API keys are refused.
 * @see https://www.twilio.com/docs/iam/api/account
 * @see https://www.twilio.com/docs/iam/api/subaccounts
 */
export const accountRoutes: readonly ApiRoute[] = [
  { ...ALL, verb: 'GET', parameters: [...PAGING, 'FriendlyName', 'Status'], handle: list },
  { ...ALL, verb: 'POST', parameters: ['FriendlyName'], handle: create },
  { ...EACH, verb: 'GET', parameters: [], handle: read },
  { ...EACH, verb: 'POST', parameters: ['FriendlyName', 'Status'], handle: update },
];

function read(call: ApiCall): Answer {
  return ok(renderAccount(call.account, call));
}

function list(call: ApiCall): Answer {
  const [name, status] = [call.query.get('FriendlyName'), call.query.get('Status')];
  const subaccounts = hasFullAccess(call.credential) ? call.state.subaccountsOf(call.account) : [];
  const found = [call.account, ...subaccounts].filter(
    (account) =>
      (name === undefined || account.friendlyName === name) &&
      (status === undefined || account.status === status),
  );
  return classicList(call, 'accounts', found, (one) => renderAccount(one, call));
}

/**
 * An Auth Token or a main key creates a subaccount; no permission covers it, so that restricted keys and
 * OAuth apps are refused. Only a top-level account has subaccounts (21101).
 */
function create(call: ApiCall): Answer {
  const { state, account, form, validFrom } = call;
  if (isSubaccount(account)) throw invalid(21101, 'A subaccount cannot create accounts.');
  const friendlyName = form.get('FriendlyName') ?? 'SubAccount';
  const made = createAccount(state, { friendlyName }, account.sid, validFrom());
  return created(renderAccount(made, call));
}

function update(call: ApiCall): Answer {
  const { state, account, form, credential } = call;
  const status = form.get('Status');
  if (status !== undefined) {
    const isParent = credential.account.sid === account.ownerSid && isSubaccount(account);
    if (!isParent)
      throw invalid(20001, 'Only a parent account changes the status of a subaccount.');
    account.status = readStatus(account, status);
  }
  account.friendlyName = form.get('FriendlyName') ?? account.friendlyName;
  account.updatedAt = state.clock.now();
  return ok(renderAccount(account, call));
}

/** A closed account stays closed. */
function readStatus(account: Account, status: string): AccountStatus {
  if (status !== 'active' && status !== 'suspended' && status !== 'closed') {
    throw invalid(20001, `Status must be active, suspended or closed, not ${status}.`);
  }
  if (account.status === 'closed' && status !== 'closed') {
    throw invalid(20001, 'A closed account cannot be opened again.');
  }
  return status;
}

const SUBRESOURCES = {
  balance: 'Balance',
  calls: 'Calls',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  messages: 'Messages',
  signing_keys: 'SigningKeys',
  usage: 'Usage',
};

/** Whether the credential may do all that an Auth Token may in its own account. */
function hasFullAccess(credential: Credential): boolean {
  return (
    credential.kind === 'auth-token' ||
    (credential.kind === 'api-key' && credential.key.type === 'main')
  );
}

/**
 * An account as the 2010 API shows it. An OAuth app or a restricted key may be allowed to read it, but not its
 * Auth Token, which would give it everything else. Each Region has a token of its own.
 */
function renderAccount(account: Account, { credential, region }: ApiCall): Record<string, unknown> {
  const base = `/2010-04-01/Accounts/${account.sid}`;
  return {
    auth_token: hasFullAccess(credential) ? account.authTokens.get(region)?.primary : undefined,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.updatedAt),
    friendly_name: account.friendlyName,
    owner_account_sid: account.ownerSid,
    sid: account.sid,
    status: account.status,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([key, name]) => [key, `${base}/${name}.json`]),
    ),
    type: 'Full',
    uri: `${base}.json`,
  };
}
