import { withoutUndefined } from '../primitives/without-undefined.js';
import { TwilioAuthError } from './twilio-auth.error.js';

/**
 * Whether the request of a failed call reached Twilio: `no` when not a byte of it was sent, `yes`
 * when Twilio began to answer, `unknown` in between. After `yes` and `unknown` a message may have
 * been sent.
 */
export type Sent = 'yes' | 'no' | 'unknown';

/** Why there was no answer, and where the request was going. No header, no body, no query. */
export interface ConnectionFailure {
  /** Default: `TWILIO_AUTH_CONNECTION_FAILED`. */
  readonly code?: 'TWILIO_AUTH_CONNECTION_FAILED' | 'TWILIO_AUTH_ANSWER_INVALID';
  readonly host?: string;
  readonly method?: string;
  /** Path without its query string. */
  readonly path?: string;
  /** The system's or HTTP client's code, such as `ECONNREFUSED` or `UND_ERR_HEADERS_TIMEOUT`. */
  readonly causeCode: string;
  /** Why the request was not sent at all. Default: that there was no answer. */
  readonly message?: string;
  readonly sent: Sent;
  /** Whether it makes sense and is safe to make the same call again. Default: whether it is safe. */
  readonly retryable?: boolean;
  readonly account?: string | undefined;
  readonly hint?: string | undefined;
}

/**
 * A call without a usable answer: `TWILIO_AUTH_CONNECTION_FAILED` when there was none,
 * `TWILIO_AUTH_ANSWER_INVALID` when it cannot be used. `reason` is the cause code.
 *
 * `retryable` never invites a duplicate: it is `true` only for a read, or when nothing was sent.
 *
 * It has no `cause` on purpose: the errors of HTTP clients carry the request, and with it the
 * credential (observed with twilio 6.2.0, which surfaces the raw axios error).
 */
export class TwilioConnectionError extends TwilioAuthError {
  // Absent where the request was not sent.
  declare readonly host?: string;
  declare readonly method?: string;
  declare readonly path?: string;
  readonly sent: Sent;

  constructor({ host, method, path, causeCode, sent, ...failure }: ConnectionFailure) {
    const {
      code = 'TWILIO_AUTH_CONNECTION_FAILED',
      message = describe(code, sent, `${method} ${path}`, `${host} (${causeCode})`),
      retryable = sent === 'no' || isRead(method),
      account,
      hint,
    } = failure;
    const details = withoutUndefined({ account, hint });
    super(code, message, { reason: causeCode, retryable, ...details });
    Object.assign(this, withoutUndefined({ host, method, path }));
    this.sent = sent;
  }

  override get name(): string {
    return 'TwilioConnectionError';
  }
}

function describe(
  code: ConnectionFailure['code'],
  sent: Sent,
  request: string,
  from: string,
): string {
  if (code === 'TWILIO_AUTH_ANSWER_INVALID') return `Unusable answer to ${request} from ${from}.`;
  if (sent === 'no') return `${request} was not sent to ${from}.`;
  return `No answer to ${request} from ${from}.`;
}

/** Whether a request of this method changes nothing, however often it is made. */
export function isRead(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}
