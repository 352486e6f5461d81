import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';

/** A message as this application shows it. */
export interface MessageView {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly status: string;
  readonly createdAt: string;
}

export function viewOf(message: MessageInstance): MessageView {
  const { sid, to, from, body, status, dateCreated } = message;
  return { sid, to, from, body, status, createdAt: dateCreated.toISOString() };
}
