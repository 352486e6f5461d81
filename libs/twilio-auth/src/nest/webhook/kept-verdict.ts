import type { AcceptedWebhook } from '../../core/webhook/verdict.js';

const VERDICT = Symbol.for('nestjs-twilio-auth:webhook-verdict');

/** Keeps the verdict with its request, where a log of the request does not show it. */
export function keepVerdict(request: object, verdict: AcceptedWebhook): void {
  Object.defineProperty(request, VERDICT, { value: verdict, configurable: true });
}

/** The verdict on a request that `@TwilioWebhook()` accepted. */
export function verdictOf(request: {
  readonly [VERDICT]?: AcceptedWebhook;
}): AcceptedWebhook | undefined {
  return Object.hasOwn(request, VERDICT) ? request[VERDICT] : undefined;
}
