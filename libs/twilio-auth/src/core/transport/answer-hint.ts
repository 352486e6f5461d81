import { isObject } from '../primitives/is-object.js';
import type { DecodedResponse } from './response-decoding.js';
import type { OutgoingRequest, WireCredential } from './wire-credential.js';

/**
 * Puts the advice of the credential into an error body, where the SDK's exceptions keep it:
 * `RestException.details.hint`, or the end of `detail` for RFC 9457 bodies.
 */
export function withHint(
  response: DecodedResponse,
  credential: WireCredential | undefined,
  request: OutgoingRequest,
): DecodedResponse {
  const { status, body } = response;
  if (status < 400 || credential === undefined) return response;
  const fields = isObject(body) ? body : undefined;
  const code = typeof fields?.['code'] === 'number' ? fields['code'] : undefined;
  const hint = credential.hint(request, status, code);
  if (hint === undefined || fields === undefined) return response;
  return {
    ...response,
    body: isProblem(fields) ? inDetail(fields, hint) : inDetails(fields, hint),
  };
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

/** The fields by which the SDK knows an RFC 9457 body (observed with twilio 6.2.0). */
function isProblem(body: Record<string, unknown>): boolean {
  return typeof body['type'] === 'string' && typeof body['title'] === 'string';
}
