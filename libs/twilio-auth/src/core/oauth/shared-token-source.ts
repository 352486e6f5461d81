import type { OAuthClient } from './oauth-client.js';
import { marginsOf, remainingMs } from './freshness.js';
import type { StoreSessionPorts } from './store-session.js';
import { StoreSession } from './store-session.js';
import { TokenSeal } from './token-seal.js';
import type { OAuthToken, TokenDemand, TokenUpstream } from './token-source.js';

/** A holder of the lock that died keeps the others waiting for this share of their deadline. */
const LOCK_SHARE = 0.5;
/** After this share, a direct request is better than waiting on: it still has time to succeed. */
const PATIENCE_SHARE = 0.6;
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 250;

/** What sharing needs from outside. */
export type SharePorts = Omit<StoreSessionPorts, 'seal' | 'account'> & {
  readonly random: () => number;
};

/**
 * Shares tokens between processes: one holds the lock and asks the endpoint, the others wait for
 * what it puts into the store. A store in trouble is left aside, and the endpoint asked directly.
 */
export class SharedTokenSource implements TokenUpstream {
  readonly #endpoint: TokenUpstream;
  readonly #ports: SharePorts & StoreSessionPorts;

  constructor(client: OAuthClient, endpoint: TokenUpstream, ports: SharePorts) {
    this.#endpoint = endpoint;
    this.#ports = { ...ports, account: client.account, seal: new TokenSeal(client) };
  }

  async obtain(demand: TokenDemand): Promise<OAuthToken> {
    const session = new StoreSession(this.#ports);
    const patienceMs = demand.deadline.remainingMs() * (1 - PATIENCE_SHARE);
    const lockMs = Math.ceil(demand.deadline.remainingMs() * LOCK_SHARE);
    for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(2 * pollMs, LONGEST_POLL_MS)) {
      const shared = await this.#shared(session, demand);
      if (shared !== undefined) return shared;
      if (this.#ports.store.lock === undefined || session.down) break;
      const release = await session.lock(lockMs);
      if (release !== undefined) {
        return this.#fetchLocked(session, demand, lockMs).finally(release);
      }
      if (session.down || demand.deadline.remainingMs() <= patienceMs) break;
      await demand.deadline.pause(pollMs * (0.5 + this.#ports.random()));
    }
    return this.#fetch(session, demand);
  }

  /** The stored token, if it answers the demand. */
  async #shared(session: StoreSession, { except }: TokenDemand): Promise<OAuthToken | undefined> {
    const token = await session.read();
    if (token === undefined || isSame(token, except)) return undefined;
    const { floorMs } = marginsOf(token, this.#ports.random);
    return remainingMs(token, this.#ports.clock) > floorMs ? token : undefined;
  }

  /** Looks again first: the lock may have come free because the token has come. */
  async #fetchLocked(
    session: StoreSession,
    demand: TokenDemand,
    lockMs: number,
  ): Promise<OAuthToken> {
    const lockedAtMs = this.#ports.clock.monotonicMs();
    const shared = await this.#shared(session, demand);
    if (shared !== undefined) return shared;
    // Whoever starts now must not begin with a token that is known to be refused.
    if (demand.rejected) await session.remove();
    const token = await this.#endpoint.obtain(demand);
    const stillLocked = this.#ports.clock.monotonicMs() - lockedAtMs < lockMs;
    if (stillLocked) await session.write(token);
    return stillLocked ? token : this.#publish(session, demand, token);
  }

  async #fetch(session: StoreSession, demand: TokenDemand): Promise<OAuthToken> {
    return this.#publish(session, demand, await this.#endpoint.obtain(demand));
  }

  /** Without the lock, another process may have been faster: a newer token stays. */
  async #publish(
    session: StoreSession,
    { except }: TokenDemand,
    token: OAuthToken,
  ): Promise<OAuthToken> {
    const stored = await session.read();
    const isNewer = stored !== undefined && stored.sentAtWallMs > token.sentAtWallMs;
    if (isNewer && !isSame(stored, except)) return stored;
    await session.write(token);
    return token;
  }
}

function isSame(token: OAuthToken, other: OAuthToken | undefined): boolean {
  return other !== undefined && token.value.equals(other.value);
}
