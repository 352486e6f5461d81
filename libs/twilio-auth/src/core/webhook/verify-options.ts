import type { ChooseWebhookAccount, WebhookAccount } from './keys/account-choice.js';

/** What a route, or a direct call, says about its webhooks. */
export interface VerifyOptions {
  /**
   * The account whose webhooks these are: its name or SID, `{ tenant }`, or a function of the
   * request that returns one. Default: the account that `AccountSid` names.
   */
  readonly account?: WebhookAccount | ChooseWebhookAccount;
  /**
   * The public URL as it stands in Twilio, where a base URL and the path of the request do not
   * make it: behind a proxy that rewrites paths, and on function platforms. The query of the
   * request is added to it.
   */
  readonly url?: string;
  /** Public origin and path prefix, instead of the account's `webhook.baseUrl`. */
  readonly baseUrl?: string;
  /**
   * `false` accepts unsigned requests where the policy allows it, and nowhere else. A request that
   * names another account is verified as usual.
   */
  readonly verify?: boolean;
}
