import type { Call } from './call.js';
import type { Message } from './message.js';

/** What the caller of a new call wants to hear about it, and where its instructions are. */
export interface CallWebhooks {
  readonly statusCallback: string | undefined;
  readonly statusCallbackMethod: 'GET' | 'POST';
  readonly statusCallbackEvents: readonly string[];
  /** Asked for TwiML when the call is answered. */
  readonly url: string | undefined;
  readonly method: 'GET' | 'POST';
}

/** Tells whoever sends webhooks that something began; resources know nothing of webhooks. */
export class Happenings {
  onMessage: (message: Message, statusCallback: string) => void = () => undefined;
  onCall: (call: Call, webhooks: CallWebhooks) => void = () => undefined;
}
