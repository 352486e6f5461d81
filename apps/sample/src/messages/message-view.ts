import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { StatusCallback } from './message-log.js';

/** A message as this application shows it. */
export interface MessageView {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  /** The current status in the API. */
  readonly status: string;
  readonly createdAt: string;
  /** The signed status callbacks, in order of arrival. */
  readonly callbacks: readonly StatusCallback[];
}

export function viewOf(
  message: MessageInstance,
  callbacks: readonly StatusCallback[] = [],
): MessageView {
  const { sid, to, from, body, status, dateCreated } = message;
  return { sid, to, from, body, status, createdAt: dateCreated.toISOString(), callbacks };
}
