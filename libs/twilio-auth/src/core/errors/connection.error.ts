import { TwilioAuthError } from './twilio-auth.error.js';

/** Where a request was going when the connection failed. No header, no body, no query. */
export interface ConnectionFailure {
  readonly host: string;
  readonly method: string;
  /** Path without its query string. */
  readonly path: string;
  /** The system's or HTTP client's code, such as `ECONNREFUSED` or `UND_ERR_HEADERS_TIMEOUT`. */
  readonly causeCode: string;
  /** Whether the same call may succeed later. Default `true`. */
  readonly retryable?: boolean;
  readonly account?: string;
  readonly hint?: string;
}

/**
 * `TWILIO_AUTH_CONNECTION_FAILED`: no answer from Twilio. `reason` is the cause code.
 *
 * It has no `cause` on purpose: the errors of HTTP clients carry the request, and with it the
 * credential (observed with twilio 6.2.0, which surfaces the raw axios error).
 */
export class TwilioConnectionError extends TwilioAuthError {
  readonly host: string;
  readonly method: string;
  readonly path: string;

  constructor(failure: ConnectionFailure) {
    const { host, method, path, causeCode, retryable = true, account, hint } = failure;
    super(
      'TWILIO_AUTH_CONNECTION_FAILED',
      `No answer from ${host} to ${method} ${path} (${causeCode}).`,
      {
        reason: causeCode,
        retryable,
        ...(account === undefined ? {} : { account }),
        ...(hint === undefined ? {} : { hint }),
      },
    );
    this.host = host;
    this.method = method;
    this.path = path;
  }

  override get name(): string {
    return 'TwilioConnectionError';
  }
}
