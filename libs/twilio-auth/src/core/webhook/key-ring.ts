import type { Account, WebhookKey } from '../accounts/account.js';
import { isSid } from '../primitives/sid.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { KeyLookup } from './resolved-keys.js';
import { rejected, type RejectedWebhook } from './verdict.js';

/**
 * The configured accounts, as verification needs them. Read anew for every request, because a
 * rotation replaces an account at any time.
 */
export interface WebhookAccounts {
  byName(accountName: string): Account | undefined;
  bySid(accountSid: string): Account | undefined;
  /** The account of requests that name none. */
  default(): Account | undefined;
}

/** The keys that may have signed a request, and the base URL it was signed for. */
export interface KeyRing {
  /** Name of the account; the SID of one that is not configured. */
  readonly account: string;
  readonly keys: readonly WebhookKey[];
  readonly baseUrl?: string;
  /** `false`: the account's webhooks are not verified. */
  readonly verify: boolean;
}

/** An account that the request names and that is not configured. */
export interface UnknownAccount {
  readonly unknownSid: string;
}

/**
 * Decides whose keys verify a request: those of the route's account, else of the account that
 * the request names, else of the default one. A key never verifies a request that names another
 * account.
 *
 * `accountName` is the account of the route; `sids` are those that the request names.
 */
export function chooseKeyRing(
  accounts: WebhookAccounts,
  accountName: string | undefined,
  sids: readonly string[],
): KeyRing | RejectedWebhook | UnknownAccount {
  const [sid, ...others] = sids;
  if (others.some((other) => other !== sid)) return rejected('ambiguous-account', accountName);
  if (accountName !== undefined) return keyRingOfRoute(accounts, accountName, sid);
  const account = sid === undefined ? accounts.default() : accounts.bySid(sid);
  if (account !== undefined) return keyRingOf(account);
  return sid !== undefined && isSid('account', sid)
    ? { unknownSid: sid }
    : rejected('unknown-account');
}

/** The keys of an account that is not configured; its base URL is the default account's. */
export function resolvedKeyRing(
  accounts: WebhookAccounts,
  sid: string,
  lookup: KeyLookup,
): KeyRing | RejectedWebhook {
  if ('missing' in lookup) {
    return rejected(lookup.missing, lookup.missing === 'keys-unavailable' ? sid : undefined);
  }
  const baseUrl = accounts.default()?.webhook.baseUrl;
  return withoutUndefined({ account: sid, keys: lookup.found, baseUrl, verify: true });
}

function keyRingOfRoute(
  accounts: WebhookAccounts,
  accountName: string,
  sid: string | undefined,
): KeyRing | RejectedWebhook {
  const account = accounts.byName(accountName);
  if (account === undefined) return rejected('unknown-account', accountName);
  const isOther = sid !== undefined && sid !== account.accountSid;
  return isOther ? rejected('account-mismatch', accountName) : keyRingOf(account);
}

function keyRingOf({ name, webhook }: Account): KeyRing {
  return { account: name, ...webhook };
}
