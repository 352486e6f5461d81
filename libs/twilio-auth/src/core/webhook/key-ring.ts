import type { Account, WebhookKey } from '../accounts/account.js';

/** The keys that may prove a request, and the base URL it was signed for. */
export interface KeyRing {
  readonly account: string;
  readonly keys: readonly WebhookKey[];
  readonly baseUrl?: string;
  /** `false`: the account's webhooks are not verified. */
  readonly verify: boolean;
}

/** The ring of a configured account. */
export function ringOf({ name, webhook }: Account): KeyRing {
  return { account: name, ...webhook };
}
