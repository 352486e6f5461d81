/** A call as the emulator stores it. */
export interface Call {
  readonly sid: string;
  readonly accountSid: string;
  /** Where it was made; it cannot be seen from another Region. */
  readonly region: string;
  readonly to: string;
  readonly from: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly createdAt: number;
  /** Milliseconds between two statuses. */
  readonly stepMs: number;
  /** Set once the call was ended by an update. */
  fixedStatus: string | undefined;
  /** When an update ended it. */
  fixedAt?: number;
}

/** The status of a call by its age: queued, ringing, in-progress, completed. */
export function callStatus(call: Call, now: number): string {
  if (call.fixedStatus !== undefined) return call.fixedStatus;
  const age = now - call.createdAt;
  if (age < call.stepMs) return 'queued';
  if (age < 2 * call.stepMs) return 'ringing';
  return age < 3 * call.stepMs ? 'in-progress' : 'completed';
}

/** When it was answered and when it ended, as far as it has come. */
export function callTimes(
  call: Call,
  now: number,
): { readonly startedAt: number | undefined; readonly endedAt: number | undefined } {
  const { createdAt, stepMs, fixedStatus, fixedAt = now } = call;
  const answeredAt = createdAt + 2 * stepMs;
  const endedAt = fixedStatus === undefined ? createdAt + 3 * stepMs : fixedAt;
  return {
    startedAt: Math.min(now, endedAt) < answeredAt ? undefined : answeredAt,
    endedAt: now < endedAt ? undefined : endedAt,
  };
}

/** Whether it is over, and how. */
export function isOver(call: Call, now: number): boolean {
  return ['completed', 'canceled'].includes(callStatus(call, now));
}

/** The webhooks of an outgoing call: its status callbacks, and the URL of its instructions. */
export interface CallWebhooks {
  readonly statusCallback: string | undefined;
  readonly statusCallbackMethod: 'GET' | 'POST';
  readonly statusCallbackEvents: readonly string[];
  /** Asked for TwiML when the call is answered. */
  readonly url: string | undefined;
  readonly method: 'GET' | 'POST';
}
