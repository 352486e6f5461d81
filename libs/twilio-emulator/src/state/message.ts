/** A message as the emulator stores it. */
export interface Message {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  body: string;
  readonly mediaUrls: readonly string[];
  readonly direction: 'inbound' | 'outbound-api';
  readonly createdAt: number;
  /** Milliseconds between two statuses. */
  readonly stepMs: number;
  /** Set for a message whose status no longer depends on its age: cancelled or received. */
  fixedStatus: string | undefined;
}

/** When it was sent or received, if it was. */
export function sentAt(message: Message, now: number): number | undefined {
  const isSent = ['sent', 'delivered', 'received'].includes(messageStatus(message, now));
  return isSent ? message.createdAt : undefined;
}

/** The status of an outgoing message by its age: queued, sent, delivered. */
export function messageStatus(message: Message, now: number): string {
  if (message.fixedStatus !== undefined) return message.fixedStatus;
  const age = now - message.createdAt;
  if (age < message.stepMs) return 'queued';
  return age < 2 * message.stepMs ? 'sent' : 'delivered';
}
