import { isSid } from '../primitives/sid.js';
import { ringOf, type KeyRing } from './key-ring.js';
import type { KeyLookup } from './resolved-keys.js';
import { rejected, type RejectedWebhook } from './verdict.js';
import type { WebhookAccounts } from './webhook-accounts.js';

/** An account that the request names and the configuration does not know. */
export interface UnknownAccount {
  readonly unknownSid: string;
}

/** The ring that decides, why there is none, or whom to ask about. */
export type RingChoice = KeyRing | RejectedWebhook | UnknownAccount;

/**
 * Decides whose keys verify a request: the account of the route, else the one that the request
 * names, else the default one. A key never proves a request that names another account.
 *
 * `name` is the account of the route; `sids` are those that the request names.
 */
export function chooseRing(
  accounts: WebhookAccounts,
  name: string | undefined,
  sids: readonly string[],
): RingChoice {
  const [sid, ...others] = sids;
  if (others.some((other) => other !== sid)) return rejected('ambiguous-account', name);
  if (name !== undefined) return ringOfRoute(accounts, name, sid);
  const account = sid === undefined ? accounts.default() : accounts.bySid(sid);
  if (account !== undefined) return ringOf(account);
  return sid !== undefined && isSid('account', sid)
    ? { unknownSid: sid }
    : rejected('unknown-account');
}

/** The ring of an account that is not configured; its base URL is the default account's. */
export function resolvedRing(
  accounts: WebhookAccounts,
  sid: string,
  lookup: KeyLookup,
): KeyRing | RejectedWebhook {
  if ('missing' in lookup) {
    return rejected(lookup.missing, lookup.missing === 'keys-unavailable' ? sid : undefined);
  }
  const baseUrl = accounts.default()?.webhook.baseUrl;
  const ring = { account: sid, keys: lookup.found, verify: true };
  return baseUrl === undefined ? ring : { ...ring, baseUrl };
}

function ringOfRoute(
  accounts: WebhookAccounts,
  name: string,
  sid: string | undefined,
): KeyRing | RejectedWebhook {
  const account = accounts.byName(name);
  if (account === undefined) return rejected('unknown-account', name);
  const isOther = sid !== undefined && sid !== account.accountSid;
  return isOther ? rejected('account-mismatch', name) : ringOf(account);
}
