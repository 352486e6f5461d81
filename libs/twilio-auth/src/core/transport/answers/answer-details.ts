import type { ApiRequest } from '../../capabilities/api-request.js';
import { isAboutPermission, messageIn } from '../../permissions/missing-permission.js';
import type { Clock } from '../../primitives/clock.js';
import { isObject } from '../../primitives/is-object.js';
import { retryAfterMs } from '../../primitives/retry-after.js';
import { twilioCodeIn, type DecodedResponse } from './response-decoding.js';
import type { WireCredential } from '../calls/wire-credential.js';

/**
 * Puts the wait that a 429 asks for where the SDK's exception keeps it: in
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

/**
 * Puts the hint of the credential into an error body, where the SDK's exceptions keep it:
 * `RestException.details.hint`, or the end of `detail` for RFC 9457 bodies.
 */
export function withHint(
  response: DecodedResponse,
  credential: WireCredential | undefined,
  request: ApiRequest,
): DecodedResponse {
  const { status, body } = response;
  if (status < 400 || credential === undefined) return response;
  const code = twilioCodeIn(body);
  const hint = credential.hint(request, {
    code: typeof code === 'number' ? code : undefined,
    message: isAboutPermission(status) ? messageIn(body) : undefined,
  });
  if (hint === undefined || !isObject(body)) return response;
  return { ...response, body: isProblem(body) ? inDetail(body, hint) : inDetails(body, hint) };
}

function inDetails(body: Record<string, unknown>, hint: string): Record<string, unknown> {
  const { details } = body;
  if (details === undefined || details === null) return { ...body, details: { hint } };
  return isObject(details) ? { ...body, details: { ...details, hint } } : body;
}

function inDetail(body: Record<string, unknown>, hint: string): Record<string, unknown> {
  const { detail } = body;
  return { ...body, detail: typeof detail === 'string' && detail ? `${detail} ${hint}` : hint };
}

/** The fields by which the SDK recognises an RFC 9457 body (observed with twilio 6.2.0). */
function isProblem(body: Record<string, unknown>): boolean {
  return typeof body['type'] === 'string' && typeof body['title'] === 'string';
}
