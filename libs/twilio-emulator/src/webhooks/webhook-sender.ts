import { randomUUID } from 'node:crypto';
import type { Account } from '../state/account.js';
import { destination, post } from './post.js';
import type { WebhookOptions } from './post.js';
import { pairsOf, signWebhook, withBodyHash } from './signature.js';
import type { Pairs, WebhookParams } from './signature.js';
import { signingSecret } from './signing-secret.js';
import type { Delivery, SigningKeyName, WebhookDelivery, WebhookKind } from './webhook.js';

/** A webhook to sign and send. */
export interface Webhook extends Omit<WebhookDelivery, 'account'> {
  readonly kind: WebhookKind;
  readonly url: string;
  readonly params: WebhookParams;
}

/** How many deliveries are kept. */
const MAX_DELIVERIES = 1_000;

/** Signs and sends webhooks, and keeps their results. Never throws: see `error`. */
export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  signWith: SigningKeyName = 'primary';
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  async send(account: Account, webhook: Webhook): Promise<Delivery> {
    const { kind, params, method = 'POST' } = webhook;
    const { url, body, type, signed } = encode(webhook);
    const delivery: Delivery = {
      kind,
      method,
      url,
      params,
      status: undefined,
      headers: {},
      body: '',
      error: undefined,
    };
    this.#record(delivery);
    try {
      const secret = signingSecret(account, webhook.signWith ?? this.signWith);
      const answer = await post({
        url,
        target: destination(url, this.#options, webhook.target),
        method,
        body,
        headers: {
          ...(body !== undefined && {
            'content-type': type,
            'content-length': String(Buffer.byteLength(body)),
          }),
          'user-agent': 'TwilioProxy/1.1',
          accept: '*/*',
          'x-twilio-signature': signWebhook(secret, url, signed),
          'i-twilio-idempotency-token': randomUUID(),
        },
      });
      Object.assign(delivery, answer);
    } catch (error) {
      delivery.error = (error as Error).message;
    }
    return delivery;
  }

  #record(delivery: Delivery): void {
    if (this.deliveries.length >= MAX_DELIVERIES) this.deliveries.shift();
    this.deliveries.push(delivery);
  }
}

interface EncodedWebhook {
  readonly url: string;
  readonly body: string | undefined;
  readonly type: string;
  readonly signed: Pairs;
}

/** The webhook as it is sent, and the parameters that its signature covers. */
function encode({ url: full, params, method, format }: Webhook): EncodedWebhook {
  // Connection overrides after '#' are for Twilio, not for the application.
  const url = full.replace(/#.*$/s, '');
  const pairs = pairsOf(params);
  const form = new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  if (method === 'GET') {
    const withQuery = form === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${form}`;
    return { url: withQuery, body: undefined, type: '', signed: [] };
  }
  if (format === 'json') {
    const body = JSON.stringify(params);
    return { url: withBodyHash(url, body), body, type: 'application/json', signed: [] };
  }
  const type = 'application/x-www-form-urlencoded; charset=UTF-8';
  return { url, body: form, type, signed: pairs };
}
