import type { AcceptedWebhook } from '../../core/webhook/verdict.js';

const VERDICT = Symbol.for('nestjs-twilio-auth:webhook-verdict');

interface VerifiedRequest {
  [VERDICT]?: AcceptedWebhook;
}

/** Keeps the verdict with its request. It holds no secret, so a log of the request may show it. */
export function keepVerdict(request: VerifiedRequest, verdict: AcceptedWebhook): void {
  request[VERDICT] = verdict;
}

/** The verdict on a request that `@TwilioWebhook()` accepted. */
export function verdictOf(request: VerifiedRequest): AcceptedWebhook | undefined {
  return Object.hasOwn(request, VERDICT) ? request[VERDICT] : undefined;
}
