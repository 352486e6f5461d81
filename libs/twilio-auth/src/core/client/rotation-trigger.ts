import type { Account } from '../accounts/account.js';
import type { TwilioAuthEventMap } from '../events/events.js';

/** What made an account change its credential. */
export type Trigger = TwilioAuthEventMap['credentials.rotated']['trigger'];

/** Where the news came from that a look at the sources brought. */
export function rereadTrigger({ origin }: Account): Trigger {
  const fromFile = Object.values(origin.variables).some((name) => name.endsWith('_FILE'));
  return fromFile ? 'file' : 'function';
}
