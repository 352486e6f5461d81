import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Message } from '../state/message.js';
import { newMessage, storeMessage } from '../state/new-message.js';
import { repliesIn } from './twiml.js';
import type { Delivery } from './webhook.js';

/** Whether the application answered, and without an error. */
export function isAnswered({ status }: Delivery): boolean {
  return status !== undefined && status < 400;
}

/** Sends what the application replied to an inbound message, back to its sender unless it says otherwise. */
export function sendReplies(
  state: EmulatorState,
  account: Account,
  inbound: Message,
  delivery: Delivery,
): void {
  if (!isAnswered(delivery)) return;
  const contentType = String(delivery.headers['content-type'] ?? '');
  for (const reply of repliesIn(contentType, delivery.body)) {
    const { body, mediaUrls, statusCallback } = reply;
    const message = newMessage(state, {
      accountSid: account.sid,
      to: reply.to ?? inbound.from ?? '',
      from: reply.from ?? inbound.to,
      messagingServiceSid: inbound.messagingServiceSid,
      body,
      mediaUrls,
      direction: 'outbound-reply',
    });
    // A relative URL is one of the application's.
    const callback = statusCallback && URL.canParse(statusCallback, delivery.url);
    const url = callback ? new URL(statusCallback, delivery.url).href : undefined;
    storeMessage(state, account, message, url);
  }
}
