import type { WebhookPayload } from './webhook-payload.js';

/** Where a number is registered, as far as Twilio knows. */
export interface MessageLocation {
  readonly FromCity?: string;
  readonly FromState?: string;
  readonly FromZip?: string;
  readonly FromCountry?: string;
  readonly ToCity?: string;
  readonly ToState?: string;
  readonly ToZip?: string;
  readonly ToCountry?: string;
}

/**
 * An incoming message (https://www.twilio.com/docs/messaging/guides/webhook-request).
 * Media are numbered: `MediaUrl0`, `MediaContentType0` and so on, up to `NumMedia`.
 */
export interface IncomingMessagePayload extends WebhookPayload, MessageLocation {
  /** `SM…` or `MM…`. Deliveries may repeat: act once for each. */
  readonly MessageSid: string;
  readonly SmsSid?: string;
  readonly SmsMessageSid?: string;
  /** `MG…`, when a messaging service received it. */
  readonly MessagingServiceSid?: string;
  readonly From: string;
  readonly To: string;
  readonly Body: string;
  /** A number, as text. */
  readonly NumMedia: string;
  readonly NumSegments?: string;
  readonly SmsStatus?: string;
  /** `STOP`, `START` or `HELP`, when Twilio recognised an opt-out keyword. */
  readonly OptOutType?: string;
  /** WhatsApp: name in the sender's profile. */
  readonly ProfileName?: string;
  /** WhatsApp: the sender's id. */
  readonly WaId?: string;
  readonly ButtonText?: string;
  readonly ButtonPayload?: string;
}

/** States of a message (https://www.twilio.com/docs/messaging/api/message-resource). */
export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'read'
  | 'canceled'
  | 'receiving'
  | 'received'
  | 'partially_delivered';

/**
 * A change of an outgoing message (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status).
 * They may arrive out of order.
 */
export interface MessageStatusPayload extends WebhookPayload {
  readonly MessageSid: string;
  readonly MessageStatus: MessageStatus;
  readonly SmsSid?: string;
  readonly SmsStatus?: string;
  readonly MessagingServiceSid?: string;
  readonly From?: string;
  readonly To?: string;
  /** Only for `failed` and `undelivered`. */
  readonly ErrorCode?: string;
  /** When the carrier reported it, `YYMMDDhhmm`. */
  readonly RawDlrDoneDate?: string;
}
