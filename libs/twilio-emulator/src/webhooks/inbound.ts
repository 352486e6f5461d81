import type { Account } from '../state/account.js';
import type { Call } from '../state/call.js';
import type { Message } from '../state/message.js';
import type { MessagingService } from '../state/messaging-service.js';
import { newMessage } from '../state/new-message.js';
import { serviceOf } from '../state/service-pool.js';
import type { PhoneNumber } from '../state/phone-number.js';
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

/** Where a webhook goes: to the URL that was given, or to the number's own with its fallback. */
export interface InboundDestination {
  readonly to: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Asked when `url` does not answer, or answers with an error. */
  readonly fallback: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined;
  /** The messaging service that the number is in. */
  readonly messagingServiceSid: string | undefined;
}

/** Stores the message as received. */
export function receiveMessage(
  state: EmulatorState,
  account: Account,
  inbound: InboundMessage,
): { readonly message: Message; readonly destination: InboundDestination } {
  const destination = destinationOf(account, inbound, 'Sms');
  const { from, body, mediaUrls = [] } = inbound;
  const message = newMessage(state, {
    accountSid: account.sid,
    to: destination.to,
    from,
    messagingServiceSid: destination.messagingServiceSid,
    body,
    mediaUrls,
    direction: 'inbound',
  });
  account.messages.add(message);
  return { message, destination };
}

/** Stores the call. */
export function receiveCall(
  state: EmulatorState,
  account: Account,
  inbound: InboundCall,
): { readonly call: Call; readonly destination: InboundDestination } {
  const destination = destinationOf(account, inbound, 'Voice');
  const call: Call = {
    sid: newSid('CA'),
    accountSid: account.sid,
    region: 'us1',
    to: destination.to,
    from: inbound.from,
    direction: 'inbound',
    createdAt: state.clock.now(),
    stepMs: state.stepMs,
    fixedStatus: undefined,
  };
  account.calls.add(call);
  return { call, destination };
}

function destinationOf(
  account: Account,
  inbound: InboundMessage | InboundCall,
  kind: 'Sms' | 'Voice',
): InboundDestination {
  const numbers = [...account.phoneNumbers.values()];
  const number = numbers.find(({ phoneNumber }) => phoneNumber === inbound.to) ?? numbers[0];
  const to = inbound.to ?? number?.phoneNumber;
  if (to === undefined) throw new TypeError('to is needed: the account has no number');
  const own = number?.phoneNumber === to ? number : undefined;
  const service = kind === 'Sms' && own ? serviceOf(account, own.sid) : undefined;
  const messagingServiceSid = service?.sid;
  const { url, method } = inbound;
  if (url !== undefined) {
    return { to, url, method: method ?? 'POST', fallback: undefined, messagingServiceSid };
  }
  const urls = service && usesService(service) ? urlsOfService(service) : own && urlsOf(own, kind);
  if (urls === undefined || urls.url === '') {
    throw new TypeError(`url is needed: ${to} has no ${kind}Url`);
  }
  const fallback =
    urls.fallbackUrl === ''
      ? undefined
      : { url: urls.fallbackUrl, method: verb(urls.fallbackMethod) };
  return { to, url: urls.url, method: method ?? verb(urls.method), fallback, messagingServiceSid };
}

interface Urls {
  readonly url: string;
  readonly method: string;
  readonly fallbackUrl: string;
  readonly fallbackMethod: string;
}

/** TwiML applications and trunks, which replace a number's URLs, are not emulated. */
function urlsOf({ phoneNumber, settings }: PhoneNumber, kind: 'Sms' | 'Voice'): Urls {
  const instead = settings[`${kind}ApplicationSid`] ?? (kind === 'Voice' && settings.TrunkSid);
  if (instead) {
    throw new TypeError(`url is needed: ${phoneNumber} uses ${instead}, which is not emulated`);
  }
  return {
    url: settings[`${kind}Url`],
    method: settings[`${kind}Method`],
    fallbackUrl: settings[`${kind}FallbackUrl`],
    fallbackMethod: settings[`${kind}FallbackMethod`],
  };
}

function usesService({ settings }: MessagingService): boolean {
  return settings.InboundRequestUrl !== '' && !settings.UseInboundWebhookOnNumber;
}

function urlsOfService({ settings }: MessagingService): Urls {
  return {
    url: settings.InboundRequestUrl,
    method: settings.InboundMethod,
    fallbackUrl: settings.FallbackUrl,
    fallbackMethod: settings.FallbackMethod,
  };
}

function verb(text: string): 'GET' | 'POST' {
  return text === 'GET' ? 'GET' : 'POST';
}
