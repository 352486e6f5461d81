import { createHash } from 'node:crypto';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { parseForm, signedParams } from '../core/webhook/form.js';
import { signatureOf } from '../core/webhook/signature.js';
import { TEST_SIGNING_KEY } from './twilio-auth-testing.module.js';

/** A webhook that Twilio would send. */
export interface WebhookToSign {
  /** The public URL, as the base URL of the application and the route give it. */
  readonly url: string;
  /** Default `POST`; with `GET`, and for `wss:` URLs, the parameters become the query. */
  readonly method?: 'GET' | 'POST';
  /** Fields of the form. A list repeats a field. */
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as JSON instead of a form; its hash is added to the URL, as Twilio does. */
  readonly json?: unknown;
  /** Default: the key of `TwilioAuthTestingModule`. */
  readonly signingKey?: string;
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
  const { signingKey = TEST_SIGNING_KEY } = webhook;
  const { method, url, rawBody, type } = requestOf(webhook);
  const isForm = type === FORM;
  const params = isForm ? signedParams(parseForm(Buffer.from(rawBody))) : Buffer.alloc(0);
  return {
    method,
    url,
    path: url.replace(/^[a-z]+:\/\/[^/?#]*/i, ''),
    headers: withoutUndefined({
      'content-type': type,
      'x-twilio-signature': signatureOf(signingKey, { url, params }),
    }),
    rawBody,
  };
}

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

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
