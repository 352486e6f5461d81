import { signatureBytes } from './signature.js';
import { signatureSettings, type UsableSettings } from './signature-settings.js';
import type { SignedRequest, UnreadableRequest } from '../request/signed-request.js';
import type { WebhookRejectionReason } from '../verdict.js';
import { singleHeader, type WebhookRequest } from '../request/webhook-request.js';

/** What a request says about who signed it, before any key is tried. */
export type SignatureClaim =
  | {
      readonly kind: 'claim';
      readonly read: SignedRequest;
      readonly settings: UsableSettings;
      readonly signature: Buffer;
    }
  | NoKeyCanMatch;

/** No key at all can have signed the request, whatever account it is for. */
interface NoKeyCanMatch {
  readonly kind: 'none';
  readonly reasonNoKeyCanMatch: WebhookRejectionReason;
  readonly explanation?: string;
}

/** Reads the signature of a request, the cheapest checks first. */
export function readSignature(
  request: WebhookRequest,
  read: SignedRequest | UnreadableRequest,
): SignatureClaim {
  const header = singleHeader(request, 'x-twilio-signature') ?? '';
  if (header === '') return noKeyCanMatch('missing-signature');
  if (read.kind === 'unreadable') return noKeyCanMatch(read.reason);
  const settings = signatureSettings(request);
  if (settings.by === 'nothing') return noKeyCanMatch(settings.reason);
  const signature = signatureBytes(header, settings.algorithm);
  if (signature !== undefined) return { kind: 'claim', read, settings, signature };
  const none = noKeyCanMatch('bad-signature');
  const isLost = signatureBytes(header, 'hmac-sha256') !== undefined;
  return isLost ? { ...none, explanation: LOST_SETTINGS } : none;
}

const LOST_SETTINGS =
  'The signature has the length of HMAC-SHA256, and the request does not say which SharedKey made it: something on the way drops the header X-Twilio-Webhooks-Signature-Settings.';

function noKeyCanMatch(reasonNoKeyCanMatch: WebhookRejectionReason): NoKeyCanMatch {
  return { kind: 'none', reasonNoKeyCanMatch };
}
