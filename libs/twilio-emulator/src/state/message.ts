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
  /** Milliseconds between two steps of its life. */
  readonly stepMs: number;
  /** Set once the message was cancelled or its life was decided otherwise. */
  fixedStatus: string | undefined;
}

/** Where an outgoing message is in its life: queued, then sent, then delivered. */
export function messageStatus(message: Message, now: number): string {
  if (message.fixedStatus !== undefined) return message.fixedStatus;
  const age = now - message.createdAt;
  if (age < message.stepMs) return 'queued';
  return age < 2 * message.stepMs ? 'sent' : 'delivered';
}
