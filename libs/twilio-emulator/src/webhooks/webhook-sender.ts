import { randomBytes, randomUUID } from 'node:crypto';
import type { Account } from '../state/account.js';
import { destination, post } from './post.js';
import type { WebhookAnswer, WebhookOptions } from './post.js';
import { pairsOf, signWebhook, withBodyHash } from './signature.js';
import type { Pairs, WebhookParams } from './signature.js';
import { signatureSettings, signingKey } from './signing-key.js';
import { asksForBasic, splitUserInfo } from './user-info.js';
import type { Delivery, SigningKeyName, WebhookDelivery, WebhookKind } from './webhook.js';

/** A webhook to sign and send. */
export interface Webhook extends Omit<WebhookDelivery, 'account'> {
  readonly kind: WebhookKind;
  readonly url: string;
  readonly params: WebhookParams;
  /** A JSON body of any form, instead of `params`. */
  readonly json?: unknown;
}

/** How many deliveries are kept. */
const MAX_DELIVERIES = 1_000;

/** Signs and sends webhooks, and keeps their results. Never throws: see `error`. */
export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  signWith: SigningKeyName = 'primary';
  readonly #options: WebhookOptions;
  readonly #now: () => number;

  /** @param now the time in epoch milliseconds. */
  constructor(options: WebhookOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  /** Forgets the deliveries, and signs with the primary token again. */
  reset(): void {
    this.deliveries.length = 0;
    this.signWith = 'primary';
  }

  async send(account: Account, webhook: Webhook): Promise<Delivery> {
    const { kind, params, method = 'POST' } = webhook;
    const { authorization } = splitUserInfo(webhook.url);
    const { url, body, type, signed } = encode(webhook);
    const delivery = this.#record({ kind, method, url, params }, webhook);
    await this.#attempt(delivery, async () => {
      const request = {
        url,
        target: destination(url, this.#options, webhook.target),
        method,
        body,
        headers: {
          ...(body !== undefined && {
            'content-type': type,
            'content-length': String(Buffer.byteLength(body)),
          }),
          ...this.#sign(account, delivery, signed),
          accept: '*/*',
        },
      };
      const answer = await post(request);
      const isAsked = asksForBasic(answer.status, answer.headers['www-authenticate']);
      if (!isAsked || authorization === undefined) return answer;
      return post({ ...request, headers: { ...request.headers, authorization } });
    });
    return delivery;
  }

  /** Opens a WebSocket as Twilio does, and closes it at once. The answer is 101, or the refusal. */
  async upgrade(account: Account, webhook: Omit<Webhook, 'kind' | 'params'>): Promise<Delivery> {
    const { url } = splitUserInfo(webhook.url);
    const delivery = this.#record({ kind: 'upgrade', method: 'GET', url, params: {} }, webhook);
    await this.#attempt(delivery, () =>
      post({
        url,
        target: destination(url, this.#options, webhook.target),
        method: 'GET',
        body: undefined,
        headers: {
          ...this.#sign(account, delivery, []),
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': randomBytes(16).toString('base64'),
          'sec-websocket-version': '13',
        },
      }),
    );
    return delivery;
  }

  #sign(account: Account, delivery: Delivery, signed: Pairs): Record<string, string> {
    const key = signingKey(account, delivery.signedWith);
    const signature = signWebhook(key.secret, delivery.url, signed, key.algorithm);
    delivery.signature = signature;
    return {
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': signature,
      ...signatureSettings(key),
      'i-twilio-idempotency-token': randomUUID(),
    };
  }

  async #attempt(delivery: Delivery, send: () => Promise<WebhookAnswer>): Promise<void> {
    try {
      Object.assign(delivery, await send());
    } catch (error) {
      delivery.error = (error as Error).message;
    }
  }

  #record(
    sent: Pick<Delivery, 'kind' | 'method' | 'url' | 'params'>,
    { signWith = this.signWith }: Pick<Webhook, 'signWith'>,
  ): Delivery {
    const at = new Date(this.#now()).toISOString();
    const delivery: Delivery = { ...sent, at, signedWith: signWith, ...UNANSWERED };
    if (this.deliveries.length >= MAX_DELIVERIES) this.deliveries.shift();
    this.deliveries.push(delivery);
    return delivery;
  }
}

const UNANSWERED = {
  signature: undefined,
  status: undefined,
  headers: {},
  body: '',
  error: undefined,
};

interface EncodedWebhook {
  readonly url: string;
  readonly body: string | undefined;
  readonly type: string;
  readonly signed: Pairs;
}

/** The webhook as it is sent, and the parameters that its signature covers. */
function encode({
  url: full,
  params,
  method,
  format,
  json,
  signUserInfo,
}: Webhook): EncodedWebhook {
  // Connection overrides after '#' are for Twilio, not for the application.
  const withUser = full.replace(/#.*$/s, '');
  const url = signUserInfo === true ? withUser : splitUserInfo(withUser).url;
  const pairs = pairsOf(params);
  const form = new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  if (json !== undefined || (format === 'json' && method !== 'GET')) {
    const body = JSON.stringify(json ?? params);
    return { url: withBodyHash(url, body), body, type: 'application/json', signed: [] };
  }
  if (method === 'GET') {
    const withQuery = form === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${form}`;
    return { url: withQuery, body: undefined, type: '', signed: [] };
  }
  const type = 'application/x-www-form-urlencoded; charset=UTF-8';
  return { url, body: form, type, signed: pairs };
}
