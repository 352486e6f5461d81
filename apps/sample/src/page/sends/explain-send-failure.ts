import { HttpException } from '@nestjs/common';
import { isTwilioAuthError } from 'nestjs-twilio-auth';
import type { WireRequest } from './wire-tap.js';

/** Why a message was not sent, and who says so. */
export interface SendFailure {
  readonly by: 'app' | 'library' | 'twilio' | 'connection';
  readonly text: string;
}

/** Names the one who refused a message: this application, the library, Twilio, or the network. */
export function explainSendFailure(error: unknown, requests: readonly WireRequest[]): SendFailure {
  if (isTwilioAuthError(error)) {
    const { code, reason } = error;
    const why = reason === undefined ? code : `${code}: ${reason}`;
    if (code.startsWith('TWILIO_AUTH_OAUTH_TOKEN')) {
      const text = `There is no token, so the message was not sent to the API (${why}).`;
      return { by: 'connection', text };
    }
    if (code === 'TWILIO_AUTH_CONNECTION_FAILED' && requests.length > 0) {
      const { sent } = error as { readonly sent?: string };
      const mayBeSent =
        sent !== 'no' && requests.some(({ path }) => path.endsWith('/Messages.json'));
      const text = mayBeSent
        ? `There is no answer, and Twilio may have accepted it, so it is not sent again (${why}).`
        : `There is no answer, so the message was not sent (${why}).`;
      return { by: 'connection', text };
    }
    return { by: 'library', text: `The library refused it (${why}).` };
  }
  if (error instanceof HttpException) {
    const asked = requests.length > 0 ? '' : ', and asked Twilio nothing';
    return { by: 'app', text: `This app refused it${asked}: ${textOf(error)}.` };
  }
  const { status, code } = error as { readonly status?: number; readonly code?: number };
  if (typeof status !== 'number') return { by: 'app', text: 'This app failed: see its log.' };
  const twilioCode = code === undefined ? '' : `, code ${code}`;
  const hasNoOther = requests.some(
    ({ path, status: answer = 0 }) => isToken(path) && answer !== 200,
  );
  const token = hasNoOther ? ', and there was no other token' : '';
  return { by: 'twilio', text: `Twilio answered ${status}${twilioCode}${token}.` };
}

const isToken = (path: string): boolean => path.endsWith('/token');

/** The messages of a validation, or the message of another exception. */
function textOf(exception: HttpException): string {
  const answer = exception.getResponse();
  const { message } =
    typeof answer === 'string' ? { message: answer } : (answer as { message?: unknown });
  return [message ?? exception.message].flat().map(String).join('; ');
}
