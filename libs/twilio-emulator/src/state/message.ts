import type { Outcome } from './outcomes.js';

/** A picture or another file of a message. */
export interface MessageMedia {
  readonly sid: string;
  readonly url: string;
}

/** A message as the emulator stores it. */
export interface Message {
  readonly sid: string;
  readonly accountSid: string;
  /** Where it was made; it cannot be seen from another Region. */
  readonly region: string;
  readonly to: string;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  /** `from` is a number that the service chose; it shows once the message is on its way. */
  readonly isSenderChosen: boolean;
  body: string;
  readonly media: Map<string, MessageMedia>;
  /** How it ends; `undefined` for one that is delivered. */
  readonly outcome: Outcome | undefined;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly createdAt: number;
  /** When it is sent: at once, unless it was scheduled. */
  readonly sendAt: number;
  /** Milliseconds between two statuses. */
  readonly stepMs: number;
  /** Set for a message whose status no longer depends on its age: cancelled or received. */
  fixedStatus: string | undefined;
}

/** The statuses that an outgoing message goes through, a step apart. */
export function messageSteps(message: Message): readonly [string, ...string[]] {
  const first = message.messagingServiceSid === undefined ? 'queued' : 'accepted';
  const { status = 'delivered' } = message.outcome ?? {};
  return status === 'failed' ? [first, status] : [first, 'sent', status];
}

/** The code of its error, once its status says that there was one. */
export function errorCodeOf(message: Message, now: number): number | undefined {
  const { outcome } = message;
  return outcome?.status === messageStatus(message, now) ? outcome.errorCode : undefined;
}

/** The status of an outgoing message by its age. */
export function messageStatus(message: Message, now: number): string {
  if (message.fixedStatus !== undefined) return message.fixedStatus;
  const age = now - message.sendAt;
  if (age < 0) return 'scheduled';
  const steps = messageSteps(message);
  const last = steps.length - 1;
  const step = message.stepMs === 0 ? last : Math.floor(age / message.stepMs);
  return steps[Math.min(step, last)] ?? steps[0];
}

/** Whether it has not left Twilio yet: it can be cancelled. */
export function isWaiting(message: Message, now: number): boolean {
  return ['scheduled', 'accepted', 'queued'].includes(messageStatus(message, now));
}

/** When it was sent or received, if it was. */
export function sentAt(message: Message, now: number): number | undefined {
  const isSent = ['sent', 'delivered', 'undelivered', 'received'].includes(
    messageStatus(message, now),
  );
  return isSent ? message.sendAt : undefined;
}
