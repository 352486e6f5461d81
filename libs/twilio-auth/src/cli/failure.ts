import { isTwilioAuthError } from '../core/errors/is-twilio-auth-error.js';
import {
  hintOf,
  isSdkException,
  twilioCodeOf,
  type SdkException,
} from '../core/errors/sdk-exception.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { UsageError } from './usage.js';

/** Why a command failed, as it is printed, or with `--json` as it is. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly reason?: string;
  readonly hint?: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return { code: 'USAGE', message: error.message };
  if (isTwilioAuthError(error)) {
    const { code, message, reason, hint } = error;
    return { code, message, ...withoutUndefined({ reason, hint }) };
  }
  if (isSdkException(error)) return refusalOf(error);
  return { code: 'FAILED', message: error instanceof Error ? error.message : String(error) };
}

/** Twilio's own words for a wrong credential are "Authenticate", which says too little alone. */
function refusalOf(error: SdkException): Failure {
  const code = twilioCodeOf(error);
  const answer = code === undefined ? `${error.status}` : `${error.status} with code ${code}`;
  const hints = [error.status === 401 && CREDENTIAL_HINT, hintOf(error)].filter(Boolean);
  const hint = hints.length === 0 ? undefined : hints.join(' ');
  const message = `Twilio answered ${answer}: ${error.message}`;
  return { code: 'FAILED', message, ...withoutUndefined({ hint }) };
}

/** Only the commands of an administrator let an answer of Twilio's be the end. */
const CREDENTIAL_HINT =
  'The credential of the administrator was not accepted: check TWILIO_ADMIN_ACCOUNT_SID and the key or token beside it. Or it may not do this.';
