import type { KeyRing, NoKeyRing } from './keys/key-ring.js';
import type { WebhookRequest } from './request/webhook-request.js';
import type { SignatureClaim } from './signature/signature-claim.js';
import type { SignedBy } from './signature/verify-signature.js';
import type { RejectedWebhook } from './verdict.js';

/** A request that is being verified. */
export interface Received {
  readonly request: WebhookRequest;
  readonly target: string;
  readonly isUpgrade: boolean;
  readonly claim: SignatureClaim;
}

export type LookedUp = KeyRing | NoKeyRing;
export type Outcome = SignedBy | RejectedWebhook | Unverified;

interface Unverified {
  readonly valid: 'unverified';
}

/** Of a request that no account is known for. */
export const NOBODY = { account: undefined };
