import type { Account } from '../state/account.js';
import type { Call } from '../state/call.js';
import type { Message } from '../state/message.js';
import { newSid } from '../protocol/sid.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { WebhookDelivery } from './webhook.js';

/** A message to one of the account's numbers. */
export interface InboundMessage extends WebhookDelivery {
  readonly from: string;
  /** The account's first number unless given. */
  readonly to?: string;
  readonly body: string;
  readonly mediaUrls?: readonly string[];
  /** The number's `SmsUrl` unless given. */
  readonly url?: string;
}

/** A call to one of the account's numbers. */
export interface InboundCall extends WebhookDelivery {
  readonly from: string;
  /** The account's first number unless given. */
  readonly to?: string;
  /** The number's `VoiceUrl` unless given. */
  readonly url?: string;
}

/** Stores the message as received, and returns it with the URL of its webhook. */
export function receiveMessage(
  state: EmulatorState,
  account: Account,
  inbound: InboundMessage,
): { readonly message: Message; readonly url: string } {
  const { to, url } = destinationOf(account, inbound, 'SmsUrl');
  const mediaUrls = inbound.mediaUrls ?? [];
  const message: Message = {
    sid: newSid(mediaUrls.length > 0 ? 'MM' : 'SM'),
    accountSid: account.sid,
    to,
    from: inbound.from,
    messagingServiceSid: undefined,
    body: inbound.body,
    mediaUrls,
    direction: 'inbound',
    createdAt: state.clock.now(),
    stepMs: 0,
    fixedStatus: 'received',
  };
  account.messages.set(message.sid, message);
  return { message, url };
}

/** Stores the call, and returns it with the URL of its webhook. */
export function receiveCall(
  state: EmulatorState,
  account: Account,
  inbound: InboundCall,
): { readonly call: Call; readonly url: string } {
  const { to, url } = destinationOf(account, inbound, 'VoiceUrl');
  const call: Call = {
    sid: newSid('CA'),
    accountSid: account.sid,
    to,
    from: inbound.from,
    direction: 'inbound',
    createdAt: state.clock.now(),
    stepMs: state.stepMs,
    fixedStatus: undefined,
  };
  account.calls.set(call.sid, call);
  return { call, url };
}

function destinationOf(
  account: Account,
  inbound: InboundMessage | InboundCall,
  setting: 'SmsUrl' | 'VoiceUrl',
): { readonly to: string; readonly url: string } {
  const numbers = [...account.phoneNumbers.values()];
  const number = numbers.find(({ phoneNumber }) => phoneNumber === inbound.to) ?? numbers[0];
  const to = inbound.to ?? number?.phoneNumber;
  if (to === undefined) throw new TypeError('to is needed: the account has no number');
  const own = number?.phoneNumber === to ? number.settings[setting] : '';
  const url = inbound.url ?? own;
  if (url === '') throw new TypeError(`url is needed: ${to} has no ${setting}`);
  return { to, url };
}
