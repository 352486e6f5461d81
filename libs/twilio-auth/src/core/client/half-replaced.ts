import { identifierOf, sameCredential, sameRestSecret, type Account } from '../accounts/account.js';
import { refreshTrigger, renewalOf, type AccountState } from './account-state.js';

/**
 * Recognises a pair of which only one half was replaced yet: an API key has one secret for life, and
 * no two credentials share a secret. The credential in use is kept until the other half is there.
 */
export class HalfReplaced {
  /** The last one that was read after a refusal. */
  #last: Account | undefined;

  /**
   * Whether to keep the credential in use. Once Twilio refuses that, a pair that is read a second
   * time is not being replaced: somebody corrected half of it.
   */
  shouldWait(before: AccountState, after: Account, afterRefusal: boolean): boolean {
    if (!renewalOf(before).fetchesPair) return false;
    const half = halfOf(before.account, after);
    if (half === undefined) return false;
    if (!afterRefusal) return true;
    // A function that returns another secret has no second file that is still to come.
    if (half === 'secret' && refreshTrigger(after) === 'function') return false;
    const isRepeated = this.#last !== undefined && sameCredential(this.#last, after);
    this.#last = after;
    return !isRepeated;
  }
}

/** The half that was replaced alone. The secret of an OAuth app is replaced alone as a rule. */
function halfOf(before: Account, after: Account): 'identifier' | 'secret' | undefined {
  const { method } = before.rest;
  if (method !== after.rest.method) return undefined;
  const isSameIdentifier = identifierOf(before) === identifierOf(after);
  const isSameSecret = sameRestSecret(before, after);
  if (isSameSecret) return isSameIdentifier ? undefined : 'identifier';
  return isSameIdentifier && method === 'api-key' ? 'secret' : undefined;
}
