import type { LoadedAccount } from '../config/loaded-account.js';
import type { TwilioAuthEventMap } from '../events/events.js';

/** What made an account change its credential. */
export type Trigger = TwilioAuthEventMap['credentials.rotated']['trigger'];

/** Where the news came from that a look at the sources brought. */
export function rereadTrigger({ provenance }: Pick<LoadedAccount, 'provenance'>): Trigger {
  const fromFile = Object.values(provenance.variables).some((name) => name.endsWith('_FILE'));
  return fromFile ? 'file' : 'function';
}
