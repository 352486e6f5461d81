/** Why a webhook request is rejected. Stable: they appear in events, logs and `reason`. */
export type WebhookRejectionReason =
  /** No `X-Twilio-Signature` header. */
  | 'missing-signature'
  /** No key of the account made this signature for this URL and body. */
  | 'bad-signature'
  /** Twilio signed the URL, and the body does not have the hash in its `bodySHA256`. */
  | 'body-mismatch'
  /**
   * A body that is no form, without `bodySHA256`: its signature would cover the URL only. Also a body
   * in another charset than UTF-8, which the handler would get as another text.
   */
  | 'body-hash-missing'
  /** There is a body, and its bytes were not kept (`rawBody: true` is missing). */
  | 'raw-body-missing'
  /** More fields than any webhook has: refused before they are sorted. */
  | 'too-many-fields'
  /** Neither a configured account nor one that `resolveWebhookKeys` or `resolveAccount` knows. */
  | 'unknown-account'
  /**
   * The request names several accounts, or another one than that whose key it is checked with, or
   * its JSON cannot be read.
   */
  | 'account-conflict'
  /** The account has no such key: neither the SharedKey that the request names, nor an Auth Token. */
  | 'unknown-key'
  /** An algorithm that is not known, or that the named key was not given for. */
  | 'unknown-algorithm'
  /** The keys could not be looked up; answered with 503. */
  | 'keys-unavailable'
  /** The Basic credentials are missing or wrong; answered with 401 and a challenge. */
  | 'basic-required';

/** A request that Twilio made: for which account, and which of its keys signed it. */
export interface AcceptedWebhook {
  readonly valid: true;
  /** Name of the account; the SID for one that `resolveWebhookKeys` found. */
  readonly account: string;
  /** Name of the key. When only the new one is seen, the old key can be removed. */
  readonly key: string;
}

/** A request that must not be handled. */
export interface RejectedWebhook {
  readonly valid: false;
  readonly reason: WebhookRejectionReason;
  /** Name of the account whose keys were tried. */
  readonly account?: string;
  /** What differs, in development only. For the log: never send it to the caller. */
  readonly explanation?: string;
}

/** The result of a verification. */
export type Verdict = AcceptedWebhook | RejectedWebhook;

/** `key` of a verdict where verification is switched off. */
export const UNVERIFIED = 'unverified';

/** A rejection; with the account, where it is known. */
export function rejected(reason: WebhookRejectionReason, account?: string): RejectedWebhook {
  return account === undefined ? { valid: false, reason } : { valid: false, reason, account };
}
