import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { iso8601, toE164 } from '../protocol/formats.js';
import { newSid, sameSecret } from '../protocol/sid.js';
import { invalid, notFound, TwilioError } from '../protocol/twilio-error.js';
import { isOpen, newCode } from '../state/verification.js';
import type { Verification, VerifyService } from '../state/verification.js';
import type { ApiCall, ApiRoute } from './route.js';
import { findService } from './verify-services.js';

const CHANNELS = ['sms', 'call', 'email', 'whatsapp'];
/** https://www.twilio.com/docs/api/errors/60203, and 60202 for wrong codes. */
const MAX_ATTEMPTS = 5;
const SERVICE = '/v2/Services/{ServiceSid}';
const ONE = `${SERVICE}/Verifications/{Sid}`;

/**
 * Verifications and their checks. Nothing is sent: tests read the code from the emulator.
 * @see https://www.twilio.com/docs/verify/api/verification
 * @see https://www.twilio.com/docs/verify/api/verification-check
 */
export const verificationRoutes: readonly ApiRoute[] = [
  route('POST', `${SERVICE}/Verifications`, ['To', 'Channel'], start),
  route('GET', ONE, [], (call) => ok(render(find(call), call))),
  route('POST', ONE, ['Status'], update),
  route('POST', `${SERVICE}/VerificationCheck`, ['To', 'VerificationSid', 'Code'], check),
];

function route(
  verb: ApiRoute['verb'],
  path: string,
  parameters: readonly string[],
  handle: (call: ApiCall) => Answer,
): ApiRoute {
  return { product: 'verify', verb, path, access: {}, parameters, handle };
}

/** A verification that is still open is sent again, with the same code. */
function start(call: ApiCall): Answer {
  const service = findService(call);
  const channel = call.form.get('Channel') ?? '';
  if (!CHANNELS.includes(channel)) {
    throw invalid(60200, `Channel must be one of ${CHANNELS.join(', ')}.`);
  }
  const now = call.state.clock.now();
  const to = readTo(call.form.get('To'), channel);
  const verification = openFor(service, to, now) ?? newVerification(service, to, now);
  if (verification.attempts.length >= MAX_ATTEMPTS) {
    throw new TwilioError(429, 60203, 'Max send attempts reached');
  }
  verification.attempts.push({ sid: newSid('VL'), channel, at: now });
  verification.updatedAt = now;
  return created(render(verification, call));
}

function readTo(to: string | undefined, channel: string): string {
  if (to === undefined) throw invalid(60200, 'To is required.');
  const address = channel === 'email' && /^[^@\s]+@[^@\s]+$/.test(to) ? to : toE164(to);
  if (address === undefined) throw invalid(60200, `Invalid parameter \`To\`: ${to}`);
  return address;
}

function newVerification(service: VerifyService, to: string, now: number): Verification {
  const verification: Verification = {
    sid: newSid('VE'),
    serviceSid: service.sid,
    accountSid: service.accountSid,
    to,
    code: newCode(service.codeLength),
    createdAt: now,
    updatedAt: now,
    status: 'pending',
    checks: 0,
    attempts: [],
  };
  service.verifications.set(verification.sid, verification);
  return verification;
}

function openFor(service: VerifyService, to: string, now: number): Verification | undefined {
  return [...service.verifications.values()].find(
    (verification) => verification.to === to && isOpen(verification, now),
  );
}

/** Once it was approved, canceled or is too old, there is nothing to find. */
function find(call: ApiCall): Verification {
  const verification = findService(call).verifications.get(call.params['Sid'] ?? '');
  if (verification === undefined || !isOpen(verification, call.state.clock.now())) {
    throw notFound(call.url);
  }
  return verification;
}

function update(call: ApiCall): Answer {
  const verification = find(call);
  const status = call.form.get('Status');
  if (status !== 'approved' && status !== 'canceled') {
    throw invalid(60200, 'Status must be approved or canceled.');
  }
  verification.status = status;
  verification.updatedAt = call.state.clock.now();
  return ok(render(verification, call));
}

function check(call: ApiCall): Answer {
  const service = findService(call);
  const [to, sid] = [call.form.get('To'), call.form.get('VerificationSid')];
  const code = call.form.get('Code');
  if (code === undefined) throw invalid(60200, 'Code is required.');
  const now = call.state.clock.now();
  const verification =
    sid === undefined
      ? openFor(service, toE164(to ?? '') ?? to ?? '', now)
      : service.verifications.get(sid);
  if (verification === undefined || !isOpen(verification, now)) throw notFound(call.url);
  if (verification.checks >= MAX_ATTEMPTS) {
    throw new TwilioError(429, 60202, 'Max check attempts reached');
  }
  verification.checks += 1;
  verification.updatedAt = now;
  if (sameSecret(code, verification.code)) verification.status = 'approved';
  return created({ ...shared(verification), sna_attempts_error_codes: [] });
}

/** A verification as Verify shows it, without its code. */
function render(verification: Verification, { origin }: ApiCall): Record<string, unknown> {
  const { sid, serviceSid, attempts } = verification;
  return {
    ...shared(verification),
    lookup: {},
    send_code_attempts: attempts.map((attempt) => ({
      attempt_sid: attempt.sid,
      channel: attempt.channel.toUpperCase(),
      time: iso8601(attempt.at),
    })),
    sna: null,
    url: `${origin}/v2/Services/${serviceSid}/Verifications/${sid}`,
  };
}

/** What a verification and its check have in common. */
function shared(verification: Verification): Record<string, unknown> {
  return {
    sid: verification.sid,
    service_sid: verification.serviceSid,
    account_sid: verification.accountSid,
    to: verification.to,
    channel: verification.attempts.at(-1)?.channel ?? null,
    status: verification.status,
    valid: verification.status === 'approved',
    amount: null,
    payee: null,
    date_created: iso8601(verification.createdAt),
    date_updated: iso8601(verification.updatedAt),
  };
}
