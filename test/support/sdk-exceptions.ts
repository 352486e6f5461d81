import RestExceptionModule from 'twilio/lib/base/RestException.js';
import ServiceExceptionModule from 'twilio/lib/base/TwilioServiceException.js';

type ExceptionClass = new (response: { statusCode: number; body: unknown }) => Error;

/** What the SDK throws for an error answer, with or without a `default` export in between. */
export const RestException = unwrap(RestExceptionModule);
/** What the SDK throws for an RFC 9457 problem. */
export const TwilioServiceException = unwrap(ServiceExceptionModule);

function unwrap(module: unknown): ExceptionClass {
  return ((module as { default?: unknown }).default ?? module) as ExceptionClass;
}
