import type { WebhookParams } from './signature.js';

/** Which key signs: a token of the account, or one of its shared keys by name. */
export type SigningKeyName = 'primary' | 'secondary' | { readonly sharedKey: string };

/** What a webhook reports. */
export type WebhookKind =
  | 'message-status'
  | 'call-status'
  | 'call-instructions'
  | 'inbound-message'
  | 'inbound-call'
  | 'upgrade'
  | 'custom';

/** How a webhook is sent; every field has a default. */
export interface WebhookDelivery {
  /** `POST` unless given; `GET` carries the parameters in the query. */
  readonly method?: 'GET' | 'POST';
  /** `form` unless given. `json` appends `bodySHA256` to the URL. */
  readonly format?: 'form' | 'json';
  readonly signWith?: SigningKeyName;
  /**
   * Whether the signature covers the user name and password in the URL. Twilio's pages say that it does not, which
   * is the default; its helper libraries sign with them.
   */
  readonly signUserInfo?: boolean;
  /** Where to connect instead of the URL's own origin; the signature keeps the URL. */
  readonly target?: string;
  /** SID of the account; the first account of the seed unless given. */
  readonly account?: string;
}

/** One webhook, and the answer to it or the reason why there is none. */
export interface Delivery {
  readonly kind: WebhookKind;
  readonly method: 'GET' | 'POST';
  /** The URL as signed. */
  readonly url: string;
  readonly params: WebhookParams;
  /** When it was sent, by the emulator's clock: ISO 8601. */
  readonly at: string;
  /** The key that signed. */
  readonly signedWith: SigningKeyName;
  /** The value of `X-Twilio-Signature`; `undefined` if there is no such key. */
  signature: string | undefined;
  /** The application's answer. */
  status: number | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** The reason, if there was no answer. */
  error: string | undefined;
}
