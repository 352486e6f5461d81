/** Why a webhook request is rejected. Stable words: they appear in events, logs and `reason`. */
export type WebhookRejectionReason =
  /** No `X-Twilio-Signature` header. */
  | 'missing-signature'
  /** No key of the account made this signature for this URL and body. */
  | 'bad-signature'
  /** The URL is genuine, and the body is not the one that `bodySHA256` stands for. */
  | 'body-mismatch'
  /** JSON without `bodySHA256`: its signature would cover the URL only. */
  | 'body-hash-missing'
  /** A body that is neither a form in UTF-8 nor JSON. */
  | 'unsupported-content-type'
  /** There is a body, and its bytes were not kept (`rawBody: true` is missing). */
  | 'raw-body-missing'
  /** Neither a configured account nor one that `resolveWebhookKeys` knows. */
  | 'unknown-account'
  /** Several different `AccountSid` parameters. */
  | 'ambiguous-account'
  /** The `AccountSid` parameter names another account than the route. */
  | 'account-mismatch'
  /** The account has no signing key. */
  | 'no-signing-key'
  /** `resolveWebhookKeys` failed or took too long. */
  | 'keys-unavailable';

/** A genuine request: whose it is, and which key of the ring proved it. */
export interface AcceptedWebhook {
  readonly valid: true;
  /** Name of the account; the SID for one that `resolveWebhookKeys` found. */
  readonly account: string;
  /** Name of the key; once it is always the new one, a rotation can be finished. */
  readonly key: string;
}

/** A request that must not be acted on. */
export interface RejectedWebhook {
  readonly valid: false;
  readonly reason: WebhookRejectionReason;
  /** Name of the account whose keys were tried. */
  readonly account?: string;
  /** What differs, in development only: not for whoever sent the request. */
  readonly explanation?: string;
}

/** What verification found. */
export type Verdict = AcceptedWebhook | RejectedWebhook;

/** `key` of a verdict where verification is switched off. */
export const UNVERIFIED = 'unverified';

/** A rejection, of an account when one is known. */
export function rejected(reason: WebhookRejectionReason, account?: string): RejectedWebhook {
  return account === undefined ? { valid: false, reason } : { valid: false, reason, account };
}
