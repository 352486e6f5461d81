import { randomBytes } from 'node:crypto';
import { TwilioAuthError } from '../core/errors/twilio-auth.error.js';
import type { RecordedCall } from './recorded-call.js';

/** One answer of Twilio's. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly body: object;
}

const SID_PREFIXES: Readonly<Record<string, string>> = { Messages: 'SM', Calls: 'CA' };

/**
 * The answer to a call that no script answers: a new message or call is accepted, and anything
 * else says what to script. A made-up success would let a test pass that proves nothing.
 */
export function unscriptedAnswer({
  account,
  method,
  resource,
  params,
}: RecordedCall): ScriptedAnswer {
  const prefix = SID_PREFIXES[resource];
  if (method !== 'POST' || prefix === undefined) {
    throw new TwilioAuthError(
      'TWILIO_AUTH_CONNECTION_FAILED',
      `No answer is scripted for ${method} ${resource}. Script one: recorder.on('${method}', '${resource}').reply({ … }).`,
      { account, reason: 'not-scripted' },
    );
  }
  const fields = Object.entries(params).map(([name, value]) => [snakeCase(name), value]);
  const sid = prefix + randomBytes(16).toString('hex');
  return { status: 201, body: { ...Object.fromEntries(fields), sid, status: 'queued' } };
}

function snakeCase(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}
