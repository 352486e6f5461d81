import { newSid } from '../protocol/sid.js';
import type { Account } from './account.js';
import type { EmulatorState } from './emulator-state.js';
import type { Message } from './message.js';
import { newMedia } from './new-media.js';

/** What is known of a new message; the rest is that of one that is sent at once. */
interface NewMessage extends Pick<Message, 'to' | 'from' | 'body' | 'direction'> {
  readonly accountSid: string;
  readonly mediaUrls: readonly string[];
  readonly region?: string;
  readonly messagingServiceSid?: string | undefined;
  readonly isSenderChosen?: boolean;
  readonly sendAt?: number;
}

/** A new message, stored nowhere yet. */
export function newMessage(state: EmulatorState, given: NewMessage): Message {
  const { mediaUrls, ...fields } = given;
  const now = state.clock.now();
  const isInbound = fields.direction === 'inbound';
  return {
    region: 'us1',
    messagingServiceSid: undefined,
    isSenderChosen: false,
    sendAt: now,
    ...fields,
    sid: newSid(mediaUrls.length > 0 ? 'MM' : 'SM'),
    media: newMedia(mediaUrls),
    outcome: isInbound ? undefined : state.outcomes.of(fields.to, fields.body),
    createdAt: now,
    stepMs: isInbound ? 0 : state.stepMs,
    fixedStatus: isInbound ? 'received' : undefined,
  };
}

/** Stores a message, and reports its statuses to the URL. */
export function storeMessage(
  state: EmulatorState,
  account: Account,
  message: Message,
  statusCallback: string | undefined,
): void {
  account.messages.add(message);
  if (statusCallback) state.onMessage(message, statusCallback);
}
