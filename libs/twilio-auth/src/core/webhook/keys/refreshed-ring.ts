import type { Outcome } from '../outcome.js';
import type { AccountToLookUp, KeyRing, NoKeyRing, WebhookAccounts } from './key-ring.js';

/**
 * Reads the keys of an account again for a request that none of them has signed: they may have been
 * replaced since the last read, as in a rotation of the Auth Token. `undefined` where there is nothing
 * to read, or it was read a moment ago.
 */
export function refreshFor(
  accounts: WebhookAccounts,
  ring: KeyRing | NoKeyRing,
  outcome: Outcome,
): Promise<unknown> | undefined {
  if (outcome.valid !== false || ring.kind !== 'ring') return undefined;
  const { reason } = outcome;
  if (reason !== 'bad-signature' && reason !== 'unknown-key') return undefined;
  return accounts.refresh?.(ring.account);
}

/** The ring as it is after that; the same one where nothing has changed. */
export function refreshedRing(
  before: KeyRing | NoKeyRing,
  after: KeyRing | NoKeyRing | AccountToLookUp,
): KeyRing | NoKeyRing {
  const isRing = before.kind === 'ring' && after.kind === 'ring';
  return isRing && after.configured !== before.configured ? after : before;
}
