import { types } from 'node:util';

/** What the exceptions of the `twilio` SDK have in common. */
export interface SdkException extends Error {
  /** HTTP status of Twilio's answer. */
  readonly status: number;
  /** Twilio's error code (https://www.twilio.com/docs/api/errors), if the answer had one. */
  readonly code?: number;
  readonly moreInfo?: string;
  readonly details?: unknown;
  /** RFC 9457 answers only. */
  readonly title?: string;
  readonly detail?: string;
}

const CLASSIC_FIELDS = ['code', 'moreInfo', 'details'] as const;

/**
 * Whether the SDK threw this for an answer of Twilio's: a `RestException`, or the
 * `TwilioServiceException` of an RFC 9457 body.
 *
 * By its fields, because the second class cannot be imported from the package's entry point and
 * an application may have several copies of the SDK. A numeric `status` alone proves nothing:
 * the errors of many HTTP libraries have one (the spec pins the fields of the real classes).
 */
export function isSdkException(error: unknown): error is SdkException {
  if (!types.isNativeError(error)) return false;
  const { status, message } = error as Partial<SdkException>;
  if (typeof status !== 'number') return false;
  if (CLASSIC_FIELDS.every((field) => Object.hasOwn(error, field))) return true;
  const { type, title, code } = error as unknown as Record<string, unknown>;
  if (typeof type === 'string' && typeof title === 'string' && typeof code === 'number') {
    return message === `[HTTP ${status}] ${title}`;
  }
  // Of an answer that was not JSON, only the status is left.
  return message === `[HTTP ${status}] Failed to execute request`;
}

/** Twilio's code, if it is a number: an answer may hold anything under that name. */
export function twilioCodeOf({ code }: SdkException): number | undefined {
  return typeof code === 'number' && code > 0 ? code : undefined;
}

/** The hint that the transport added to the answer, if any. */
export function hintOf({ details }: SdkException): string | undefined {
  if (typeof details !== 'object' || details === null || !('hint' in details)) return undefined;
  return typeof details.hint === 'string' ? details.hint : undefined;
}
