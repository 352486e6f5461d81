/**
 * An error answer in Twilio's classic format:
 * `{ code, message, more_info, status }` and sometimes `detail`.
 * @see https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
 */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly detail?: string,
  ) {
    super(message);
  }

  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      detail: this.detail,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

/** 20003: the caller could not be authenticated. @see https://www.twilio.com/docs/api/errors/20003 */
export function notAuthenticated(
  detail = 'Your AccountSid or AuthToken was incorrect.',
): TwilioError {
  return new TwilioError(401, 20003, 'Authenticate', detail);
}

/**
 * 70051: the caller is authenticated, but not allowed to do this. The page names no HTTP status; reports of
 * real answers say 401. @see https://www.twilio.com/docs/api/errors/70051
 */
export function notAuthorized(detail: string): TwilioError {
  return new TwilioError(401, 70051, 'Authorization failed', detail);
}

/**
 * The caller lacks a permission, in the words that live accounts were answered with: they name it
 * without its first slash. The 2010 API and the Content API differ in one word, Verify in the code;
 * products of which no answer is known get the words of the Content API.
 */
export function missingPermission(product: string, permission: string): TwilioError {
  const missing = `required permission ${permission.slice(1)} is missing`;
  if (product === 'verify') return new TwilioError(401, 8021, missing);
  const start = product === 'api' ? 'Authorization Error' : 'Authorization failed';
  return new TwilioError(401, 70051, `${start}: ${missing}`);
}

/** 20008: not a resource for test credentials. @see https://www.twilio.com/docs/api/errors/20008 */
export function notForTestCredentials(): TwilioError {
  return new TwilioError(403, 20008, 'Resource not accessible with Test Account Credentials');
}

/** 20404: no such resource. The newer APIs name it without their version. */
export function notFound(url: string): TwilioError {
  const path = url.replace(/\?.*$/s, '').replace(/^\/v\d+(?=\/)/, '');
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}

/** A 400 for one invalid parameter. */
export function invalid(code: number, message: string): TwilioError {
  return new TwilioError(400, code, message);
}
