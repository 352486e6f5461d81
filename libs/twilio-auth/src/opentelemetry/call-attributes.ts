import type { Attributes } from '@opentelemetry/api';
import type { FinishedCall, StartedCall } from '../core/events/observed-calls.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';

/**
 * What a call is, by the conventions for HTTP clients
 * (https://opentelemetry.io/docs/specs/semconv/http/). `url.full` is left out: it holds SIDs and
 * telephone numbers.
 */
export function requestAttributes({ method, host, path }: StartedCall): Attributes {
  return { 'http.request.method': method, 'server.address': host, 'url.template': path };
}

/** How it ended. */
export function outcomeAttributes(call: FinishedCall): Attributes {
  return withoutUndefined({
    'http.response.status_code': call.status,
    'twilio.error_code': call.twilioCode,
    'error.type': errorType(call),
  });
}

/** `undefined` for a success. */
export function errorType({ status, code, reason }: FinishedCall): string | undefined {
  if (status === undefined) return reason ?? code;
  return status >= 400 ? String(status) : undefined;
}
