/**
 * What every webhook has. All values are strings, and Twilio adds parameters without notice:
 * never whitelist them (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 */
export interface WebhookPayload {
  /** `AC…`: the account the event belongs to. */
  readonly AccountSid: string;
  /** Such as `2010-04-01`. */
  readonly ApiVersion?: string;
  readonly [parameter: string]: string | undefined;
}

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

/** States of a call (https://www.twilio.com/docs/voice/api/call-resource). */
export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

/** Who called whom. */
export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

/** A call that asks for instructions (https://www.twilio.com/docs/voice/twiml). */
export interface IncomingCallPayload extends WebhookPayload {
  readonly CallSid: string;
  /** A phone number in E.164, or a client such as `client:alice`. */
  readonly From: string;
  readonly To: string;
  readonly CallStatus: CallStatus;
  readonly Direction: CallDirection;
  readonly ForwardedFrom?: string;
  /** With caller id lookup only. */
  readonly CallerName?: string;
  readonly ParentCallSid?: string;
  /** Proof of an incoming call for the Calls API. */
  readonly CallToken?: string;
  /** STIR/SHAKEN verdict, such as `TN-Validation-Passed-A`. */
  readonly StirVerstat?: string;
  /** Keys that the caller pressed, in answer to `<Gather>`. */
  readonly Digits?: string;
  /** What the caller said, in answer to `<Gather input="speech">`. */
  readonly SpeechResult?: string;
  readonly FromCity?: string;
  readonly FromState?: string;
  readonly FromZip?: string;
  readonly FromCountry?: string;
  readonly ToCity?: string;
  readonly ToState?: string;
  readonly ToZip?: string;
  readonly ToCountry?: string;
}

/** A change of a call, as its status callback reports it. They may arrive out of order. */
export interface CallStatusPayload extends WebhookPayload {
  readonly CallSid: string;
  readonly From: string;
  readonly To: string;
  readonly CallStatus: CallStatus;
  readonly Direction?: CallDirection;
  readonly ParentCallSid?: string;
  /** RFC 2822. */
  readonly Timestamp?: string;
  /** Order of the events of this call, from 0. */
  readonly SequenceNumber?: string;
  /** Such as `call-progress-events`. */
  readonly CallbackSource?: string;
  /** Whole seconds, with `completed` only. */
  readonly CallDuration?: string;
  /** Billed minutes, with `completed` only. */
  readonly Duration?: string;
  readonly SipResponseCode?: string;
  readonly RecordingUrl?: string;
  readonly RecordingSid?: string;
  readonly RecordingDuration?: string;
}
