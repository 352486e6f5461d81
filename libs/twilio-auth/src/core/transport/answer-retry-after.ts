import type { Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import { retryAfterMs } from '../primitives/retry-after.js';
import type { DecodedResponse } from './response-decoding.js';

/**
 * Puts the time that a 429 asks for where the SDK's exception keeps it: in
 * `RestException.details.retryAfterMs`. It keeps no header (sdk-exception.spec.ts pins that).
 */
export function withRetryAfter(response: DecodedResponse, clock: Clock): DecodedResponse {
  const { status, headers, body } = response;
  const waitMs = status === 429 ? retryAfterMs(headers['retry-after'], clock) : undefined;
  if (waitMs === undefined || !isObject(body)) return response;
  const { details } = body;
  const kept = isObject(details) ? details : {};
  return { ...response, body: { ...body, details: { ...kept, retryAfterMs: waitMs } } };
}
