import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import { receiveCall, receiveMessage } from './inbound.js';
import type { InboundCall, InboundDestination, InboundMessage } from './inbound.js';
import { callParams, inboundMessageParams } from './payloads.js';
import type { WebhookOptions } from './post.js';
import { StatusCallbacks } from './status-callbacks.js';
import { isAnswered, sendReplies } from './replies.js';
import { endOfCall } from './twiml.js';
import { pairsOf, signWebhook } from './signature.js';
import type { WebhookParams } from './signature.js';
import { signingKey } from './signing-key.js';
import { WebhookSender } from './webhook-sender.js';
import type { Webhook } from './webhook-sender.js';
import type { Delivery, SigningKeyName, WebhookDelivery } from './webhook.js';

/** A webhook with any parameters. */
export interface CustomWebhook extends WebhookDelivery {
  readonly url: string;
  readonly params?: WebhookParams;
  /** A JSON body of any form, sent as it is instead of `params`: a list of events, nested objects. */
  readonly json?: unknown;
}

/** A WebSocket of the application: `ws:` or `wss:`. */
export interface WebhookUpgrade extends Pick<WebhookDelivery, 'signWith' | 'target' | 'account'> {
  readonly url: string;
}

/**
 * Signed webhooks. Status callbacks are sent automatically, inbound messages and calls on demand.
 *
 * @example
 * const delivery = await emulator.webhooks.inboundMessage({
 *   from: '+15551234567',
 *   body: 'hello',
 *   url: 'http://127.0.0.1:3000/webhooks/sms',
 * });
 * console.log(delivery.status, delivery.body); // 200 <Response>…</Response>
 */
export class Webhooks {
  readonly #state: EmulatorState;
  readonly #defaultAccountSid: string;
  readonly #sender: WebhookSender;
  readonly #statusCallbacks: StatusCallbacks;

  /** @internal */
  constructor(state: EmulatorState, defaultAccountSid: string, options: WebhookOptions = {}) {
    this.#state = state;
    this.#defaultAccountSid = defaultAccountSid;
    this.#sender = new WebhookSender(options, () => state.clock.now());
    this.#statusCallbacks = new StatusCallbacks(state, this.#sender);
  }

  /** The last 1,000 webhooks, oldest first, status callbacks included. */
  get deliveries(): readonly Delivery[] {
    return this.#sender.deliveries;
  }

  /** The key that signs unless a webhook names another one; the primary Auth Token unless set. */
  get signWith(): SigningKeyName {
    return this.#sender.signWith;
  }

  set signWith(name: SigningKeyName) {
    this.#sender.signWith = name;
  }

  /**
   * Delivers a message to the application. The answer, usually TwiML, is in the result; that of the number's
   * `SmsFallbackUrl` if its `SmsUrl` failed. What it replies is sent.
   */
  async inboundMessage(inbound: InboundMessage): Promise<Delivery> {
    const account = this.#account(inbound.account);
    const { message, destination } = receiveMessage(this.#state, account, inbound);
    const params = inboundMessageParams(message);
    const webhook = { ...inbound, kind: 'inbound-message', params } as const;
    const delivery = await this.#deliver(account, webhook, destination);
    sendReplies(this.#state, account, message, delivery);
    return delivery;
  }

  /**
   * Delivers an incoming call to the application, like a message. `<Reject>` and `<Hangup>` end it; other verbs
   * are not run.
   */
  async inboundCall(inbound: InboundCall): Promise<Delivery> {
    const account = this.#account(inbound.account);
    const { call, destination } = receiveCall(this.#state, account, inbound);
    const params = callParams(call, 'ringing');
    const webhook = { ...inbound, kind: 'inbound-call', params } as const;
    const delivery = await this.#deliver(account, webhook, destination);
    if (isAnswered(delivery)) call.fixedStatus = endOfCall(delivery.body);
    return delivery;
  }

  /** https://www.twilio.com/docs/usage/webhooks/messaging-webhooks: a failure is 11200. */
  async #deliver(
    account: Account,
    webhook: Omit<Webhook, 'url' | 'method'>,
    { url, method, fallback }: InboundDestination,
  ): Promise<Delivery> {
    const delivery = await this.#sender.send(account, { ...webhook, url, method });
    if (isAnswered(delivery) || fallback === undefined) return delivery;
    const params = { ...webhook.params, ErrorCode: '11200', ErrorUrl: url };
    return this.#sender.send(account, { ...webhook, ...fallback, params });
  }

  /** Sends any webhook; `AccountSid` is added unless `params` has one. */
  async send({ params = {}, ...webhook }: CustomWebhook): Promise<Delivery> {
    const account = this.#account(webhook.account);
    const all = { AccountSid: account.sid, ...params };
    return this.#sender.send(account, { ...webhook, kind: 'custom', params: all });
  }

  /**
   * Opens a WebSocket with a signed request, as Media Streams do, and closes it at once. The status is 101 if the
   * application accepts it.
   */
  async upgrade(webhook: WebhookUpgrade): Promise<Delivery> {
    return this.#sender.upgrade(this.#account(webhook.account), webhook);
  }

  /** The `X-Twilio-Signature` of a form webhook, for a request that a test makes itself. */
  signature(
    url: string,
    params: WebhookParams = {},
    by: Omit<WebhookDelivery, 'target'> = {},
  ): string {
    const key = signingKey(this.#account(by.account), by.signWith ?? this.signWith);
    return signWebhook(key.secret, url, pairsOf(params), key.algorithm);
  }

  /** Resolves once every status callback under way has been sent. */
  async idle(): Promise<void> {
    await this.#statusCallbacks.idle();
  }

  /** Forgets the deliveries, and sends no callback of a message or call so far. @internal */
  reset(): void {
    this.#statusCallbacks.cancel();
    this.#sender.reset();
  }

  /** @internal */
  stop(): void {
    this.#statusCallbacks.stop();
  }

  #account(sid = this.#defaultAccountSid): Account {
    const account = this.#state.account(sid);
    if (account === undefined) throw new TypeError(`There is no account ${sid}.`);
    return account;
  }
}
