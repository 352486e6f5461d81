import type { Account } from '../accounts/account.js';

/**
 * The configured accounts, as verification needs them. Asked anew for every request, because a
 * rotation replaces an account at any time.
 */
export interface WebhookAccounts {
  byName(name: string): Account | undefined;
  bySid(accountSid: string): Account | undefined;
  /** The account of requests that name none. */
  default(): Account | undefined;
}
