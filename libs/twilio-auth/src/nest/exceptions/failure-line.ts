import type { LogLine } from '../../core/doctor/log-line.js';
import type { HttpAnswer } from '../../core/errors/http-answer.js';
import { hintOf, twilioCodeOf, type SdkException } from '../../core/errors/sdk-exception.js';
import { isTwilioAuthError, type TwilioAuthError } from '../../core/errors/twilio-auth.error.js';

/** What the client is not told: the real words, whose account it is, and what to do about it. */
export function failureLine(error: TwilioAuthError | SdkException, answer: HttpAnswer): LogLine {
  const { statusCode, errorCode, twilioCode } = answer.body;
  const words = isTwilioAuthError(error) ? ourWords(error) : sdkWords(error);
  return {
    level: levelOf(answer),
    message: `${statusCode} ${errorCode}: ${words}`,
    params: { statusCode, errorCode, ...(twilioCode === undefined ? {} : { twilioCode }) },
  };
}

/** A caller's mistake is no news; what passes by itself is a warning; the rest needs somebody. */
function levelOf({ body, retryAfterSeconds }: HttpAnswer): LogLine['level'] {
  if (body.statusCode < 500) return 'debug';
  const passes = retryAfterSeconds !== undefined || body.statusCode === 504;
  return passes || body.errorCode === 'TWILIO_API_UNAVAILABLE' ? 'warn' : 'error';
}

function ourWords({ message, account, hint }: TwilioAuthError): string {
  const where = account === undefined ? '' : ` (account "${account}")`;
  return `${message}${where}${hint === undefined ? '' : ` ${hint}`}`;
}

function sdkWords(error: SdkException): string {
  const code = twilioCodeOf(error);
  const twilio = code === undefined ? `${error.status}` : `${error.status}, code ${code}`;
  const hint = hintOf(error);
  return `Twilio answered ${twilio}: ${error.message}${hint === undefined ? '' : ` ${hint}`}`;
}
