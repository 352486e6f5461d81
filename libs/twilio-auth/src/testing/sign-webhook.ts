import { createHash } from 'node:crypto';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { parseForm, signedParams } from '../core/webhook/request/form.js';
import { signatureOf, type SignatureAlgorithm } from '../core/webhook/signature/signature.js';
import { TEST_SIGNING_KEY } from './twilio-auth-testing.module.js';

/** A SharedKey of Twilio, which names itself in the requests that it signs. */
export interface SharedKeyToSignWith {
  readonly keyId: string;
  readonly secret: string;
  /** @defaultValue `'hmac-sha256'` */
  readonly algorithm?: SignatureAlgorithm;
}

/** A webhook that Twilio would send. */
export interface WebhookToSign {
  /**
   * The public URL, as the base URL of the application and the route give it. Its fragment is
   * dropped. User info becomes Basic credentials, and is signed only with `signUserInfo`.
   */
  readonly url: string;
  /** Default `POST`; with `GET`, and for `wss:` URLs, the parameters become the query. */
  readonly method?: 'GET' | 'POST';
  /** Fields of the form. A list repeats a field. */
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as JSON instead of a form, also a list; its hash is added to the URL, as Twilio does. */
  readonly json?: unknown;
  /** An Auth Token, or a SharedKey. Default: the key of `TwilioAuthTestingModule`. */
  readonly signingKey?: string | SharedKeyToSignWith;
  /** Signs the URL with its user info. The sources disagree on whether Twilio does. */
  readonly signUserInfo?: boolean;
}

/** A request that carries a valid signature. */
export interface SignedWebhook {
  readonly method: 'GET' | 'POST';
  /** The URL that was signed, with everything that was added to its query. */
  readonly url: string;
  /** Path and query of the URL, for a client that calls a local port. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly these bytes must be sent; empty for `GET`. */
  readonly rawBody: string;
}

/**
 * Signs a webhook as Twilio does, so that a test can call a guarded route without changing it.
 *
 * @example
 * import { signWebhook } from 'nestjs-twilio-auth/testing';
 *
 * const webhook = signWebhook({
 *   url: 'https://api.example.com/webhooks/sms',
 *   params: { From: '+15005550006', Body: 'hello' },
 * });
 * const answer = await fetch(`http://127.0.0.1:3000${webhook.path}`, {
 *   method: webhook.method,
 *   headers: webhook.headers,
 *   body: webhook.rawBody,
 * });
 */
export function signWebhook(webhook: WebhookToSign): SignedWebhook {
  const { signingKey = TEST_SIGNING_KEY, signUserInfo = false } = webhook;
  const given = webhook.url.replace(/#.*$/s, '');
  const userInfo = USER_INFO.exec(given)?.[2];
  const url = signUserInfo ? given : given.replace(USER_INFO, '$1');
  const { method, rawBody, type, ...request } = requestOf({ ...webhook, url });
  const params = type === FORM ? signedParams(parseForm(Buffer.from(rawBody))) : Buffer.alloc(0);
  return {
    method,
    url: request.url,
    path: request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/'),
    headers: withoutUndefined({
      'content-type': type,
      authorization: userInfo === undefined ? undefined : basic(userInfo.slice(0, -1)),
      ...signatureHeaders({ url: request.url, params }, signingKey),
    }),
    rawBody,
  };
}

const USER_INFO = /^([a-z]+:\/\/)([^/?#@]*@)/i;
const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const ALGORITHMS = { 'hmac-sha1': 'HMAC_SHA1', 'hmac-sha256': 'HMAC_SHA256' } as const;

function signatureHeaders(
  text: { readonly url: string; readonly params: Uint8Array },
  key: string | SharedKeyToSignWith,
): Record<string, string> {
  if (typeof key === 'string') return { 'x-twilio-signature': signatureOf(key, text) };
  const { keyId, secret, algorithm = 'hmac-sha256' } = key;
  const settings = `key=${keyId},algorithm=${ALGORITHMS[algorithm]}`;
  return {
    'x-twilio-signature': signatureOf(secret, text, algorithm),
    'x-twilio-webhooks-signature-settings': settings,
  };
}

function basic(userInfo: string): string {
  return `Basic ${Buffer.from(decodeURIComponent(userInfo)).toString('base64')}`;
}

type Request = Pick<SignedWebhook, 'method' | 'url' | 'rawBody'> & { readonly type?: string };

function requestOf({ url, method = 'POST', params = {}, json }: WebhookToSign): Request {
  const fields = encoded(params);
  if (json !== undefined) {
    const rawBody = JSON.stringify(json);
    const hash = createHash('sha256').update(rawBody).digest('hex');
    const signed = withQuery(withQuery(url, fields), `bodySHA256=${hash}`);
    return { method: 'POST', url: signed, rawBody, type: 'application/json' };
  }
  if (method === 'GET' || /^wss?:/i.test(url)) {
    return { method: 'GET', url: withQuery(url, fields), rawBody: '' };
  }
  return { method, url, rawBody: fields, type: FORM };
}

function encoded(params: Readonly<Record<string, string | readonly string[]>>): string {
  const fields = new URLSearchParams();
  for (const [name, values] of Object.entries(params)) {
    for (const value of typeof values === 'string' ? [values] : values) fields.append(name, value);
  }
  return fields.toString();
}

function withQuery(url: string, query: string): string {
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
