import type { Account, WebhookCredential, WebhookKey } from '../../accounts/account.js';
import { tenantAccountName } from '../../accounts/account-names.js';
import { own } from '../../primitives/own.js';
import { isSid } from '../../primitives/sid.js';
import { isFound } from '../../primitives/lookup-cache.js';
import type { LookupFailure, UnverifiedLookup } from '../../primitives/unverified-lookups.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import type { AccountChoice } from './account-choice.js';
import type { WebhookRejectionReason } from '../verdict.js';

/**
 * The accounts, as verification needs them. Read anew for every request, because a rotation
 * replaces an account at any time.
 */
export interface WebhookAccounts {
  byName(accountName: string): Account | undefined;
  bySid(accountSid: string): Account | undefined;
  /** The account of requests that name none. */
  default(): Account | undefined;
  /** The base URL of accounts that are not configured. */
  sharedBaseUrl(): string | undefined;
  /** The account of a tenant, if the application uses it already. */
  tenant(tenantId: string): Account | undefined;
  /** Reads the keys of an account again, where they come from files or functions. */
  refresh?(accountName: string): Promise<unknown> | undefined;
}

/** The account that must have signed a request, and the keys that it may have signed it with. */
export interface KeyRing {
  readonly kind: 'ring';
  /** Its name; the SID of an account that is not configured. */
  readonly account: string;
  readonly accountSid: string;
  readonly webhook: WebhookCredential;
  /** Absent where only the keys of an account are known. */
  readonly configured: Account | undefined;
}

/** No account can have signed the request. */
export interface NoKeyRing {
  readonly kind: 'none';
  readonly reason: WebhookRejectionReason;
  readonly account: string | undefined;
}

/** An account that has to be looked up first. */
export type AccountToLookUp =
  | { readonly kind: 'sid'; readonly sid: string }
  | { readonly kind: 'tenant'; readonly tenantId: string };

/**
 * Decides whose keys verify a request: those of the account that the route chose, else of the one
 * that the request names, else of the default one.
 *
 * `sidsThatChooseKeys` are the accounts that the request names, where the route chose none.
 */
export function chooseKeyRing(
  accounts: WebhookAccounts,
  choice: AccountChoice,
  sidsThatChooseKeys: readonly string[],
): KeyRing | NoKeyRing | AccountToLookUp {
  if (choice.by === 'nothing') return noKeyRing('unknown-account');
  if (choice.by === 'tenant') {
    const account = accounts.tenant(choice.tenantId);
    return account === undefined
      ? { kind: 'tenant', tenantId: choice.tenantId }
      : keyRingOf(account);
  }
  if (choice.by === 'name') {
    const account = accounts.byName(choice.name) ?? accounts.bySid(choice.name);
    return account === undefined ? unconfigured(choice.name) : keyRingOf(account);
  }
  const [sid, ...others] = sidsThatChooseKeys;
  if (others.some((other) => other !== sid)) return noKeyRing('account-conflict');
  const account = sid === undefined ? accounts.default() : accounts.bySid(sid);
  return account === undefined ? unconfigured(sid) : keyRingOf(account);
}

/** The ring of an account that is known by its keys only. */
export function resolvedKeyRing(
  accounts: WebhookAccounts,
  sid: string,
  lookup: UnverifiedLookup<readonly WebhookKey[]>,
): KeyRing | NoKeyRing {
  if (!isFound(lookup)) return failed(lookup.missing, sid);
  const { found: keys } = lookup;
  const baseUrl = accounts.sharedBaseUrl();
  const webhook = own({ keys, verify: true, ...withoutUndefined({ baseUrl }) });
  return { kind: 'ring', account: sid, accountSid: sid, webhook, configured: undefined };
}

/** The ring of a tenant that was looked up. */
export function tenantKeyRing(
  tenantId: string,
  lookup: UnverifiedLookup<{ readonly account: { readonly snapshot: Account } }>,
): KeyRing | NoKeyRing {
  return isFound(lookup)
    ? keyRingOf(lookup.found.account.snapshot)
    : failed(lookup.missing, tenantAccountName(tenantId));
}

function keyRingOf(account: Account): KeyRing {
  const { name, accountSid, webhook } = account;
  return { kind: 'ring', account: name, accountSid, webhook, configured: account };
}

function unconfigured(sid: string | undefined): NoKeyRing | AccountToLookUp {
  return isSid('account', sid) ? { kind: 'sid', sid } : noKeyRing('unknown-account');
}

function failed(missing: LookupFailure, account: string): NoKeyRing {
  return missing === 'unknown'
    ? noKeyRing('unknown-account')
    : noKeyRing('keys-unavailable', account);
}

function noKeyRing(reason: WebhookRejectionReason, account?: string): NoKeyRing {
  return { kind: 'none', reason, account };
}
