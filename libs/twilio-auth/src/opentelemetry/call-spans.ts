import {
  context,
  createContextKey,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import type { StartSpan } from '../core/events/observed-calls.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { errorType, outcomeAttributes, requestAttributes } from './call-attributes.js';

/**
 * The key of `suppressTracing()` in `@opentelemetry/core`, which is not needed for anything else.
 * Keys with the same name are the same key.
 */
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/**
 * A client span for each call, below the span of whoever makes it. It is the only one: instrumentations of HTTP
 * clients do not see the requests of a call, and so add no `traceparent` to what Twilio gets.
 */
export function callSpans(tracer: Tracer): StartSpan {
  return (call) => {
    const attributes = {
      ...requestAttributes(call),
      ...withoutUndefined({ 'twilio.account': call.account }),
    };
    const name = `${call.method} ${call.path}`;
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
    return {
      send: (send) => {
        const inside = trace.setSpan(context.active(), span).setValue(SUPPRESS_TRACING, true);
        return context.with(inside, send);
      },
      end: (finished) => {
        span.setAttributes(outcomeAttributes(finished));
        if (finished.attempts > 1) {
          span.setAttribute('http.request.resend_count', finished.attempts - 1);
        }
        if (errorType(finished) !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
}
