import { randomInt } from 'node:crypto';

/** A Verify service: what its verifications are called, and how long their codes are. */
export interface VerifyService {
  readonly sid: string;
  readonly accountSid: string;
  readonly region: string;
  friendlyName: string;
  codeLength: number;
  readonly createdAt: number;
  updatedAt: number;
  readonly verifications: Map<string, Verification>;
}

/** One attempt to send a code. */
interface SendAttempt {
  readonly sid: string;
  readonly channel: string;
  readonly at: number;
}

/** A code that was sent, until somebody enters it or its ten minutes are over. */
export interface Verification {
  readonly sid: string;
  readonly serviceSid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly code: string;
  readonly createdAt: number;
  updatedAt: number;
  status: 'pending' | 'approved' | 'canceled';
  checks: number;
  readonly attempts: SendAttempt[];
}

/** https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts */
const LIFE_MS = 10 * 60 * 1000;

/** Whether a code can still be entered. */
export function isOpen({ status, createdAt }: Verification, now: number): boolean {
  return status === 'pending' && now < createdAt + LIFE_MS;
}

/** A code of this many digits, the first of them no zero. */
export function newCode(length: number): string {
  return String(randomInt(10 ** (length - 1), 10 ** length));
}
