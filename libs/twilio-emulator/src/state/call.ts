/** A call as the emulator stores it. */
export interface Call {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly createdAt: number;
  /** Milliseconds between two steps of its life. */
  readonly stepMs: number;
  /** Set once the call was ended by an update. */
  fixedStatus: string | undefined;
}

/** Where a call is in its life: queued, ringing, in-progress, completed. */
export function callStatus(call: Call, now: number): string {
  if (call.fixedStatus !== undefined) return call.fixedStatus;
  const age = now - call.createdAt;
  if (age < call.stepMs) return 'queued';
  if (age < 2 * call.stepMs) return 'ringing';
  return age < 3 * call.stepMs ? 'in-progress' : 'completed';
}
