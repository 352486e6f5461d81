import type { WebhookPayload } from './webhook-payload.js';

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
