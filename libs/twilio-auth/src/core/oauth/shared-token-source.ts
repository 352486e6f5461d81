import type { TokenStore } from '../config/token-store.js';
import type { OAuthClient, OAuthDeps } from './oauth-client.js';
import type { OAuthToken, TokenFetch, TokenFetcher } from './oauth-token.js';
import { marginsOf, remainingMs } from './oauth-token.js';
import type { StoreSessionDeps } from './store-session.js';
import { StoreSession } from './store-session.js';
import { TokenCipher } from './token-cipher.js';

/** A lock whose holder died blocks the others for this share of their deadline. */
const LOCK_SHARE = 0.5;
/** After this share, a request of one's own is better than waiting: it still has time to succeed. */
const WAIT_SHARE = 0.6;
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 250;

/**
 * Shares tokens between processes: one holds the lock and asks the endpoint, the others wait for
 * the token that it writes to the store. When the store fails, each process asks the endpoint.
 */
export class SharedTokenSource implements TokenFetcher {
  readonly #endpoint: TokenFetcher;
  readonly #deps: OAuthDeps & StoreSessionDeps;

  constructor(client: OAuthClient, endpoint: TokenFetcher, store: TokenStore, deps: OAuthDeps) {
    this.#endpoint = endpoint;
    const { accountName } = client;
    this.#deps = { ...deps, store, accountName, cipher: new TokenCipher(client) };
  }

  async fetch(request: TokenFetch): Promise<OAuthToken> {
    const session = new StoreSession(this.#deps);
    const { deadline } = request;
    const stopWaitingAtMs = deadline.remainingMs() * (1 - WAIT_SHARE);
    const lockMs = Math.ceil(deadline.remainingMs() * LOCK_SHARE);
    for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(2 * pollMs, LONGEST_POLL_MS)) {
      const shared = await this.#readUsable(session, request);
      if (shared !== undefined) return shared;
      if (this.#deps.store.lock === undefined || session.down) break;
      const release = await session.lock(lockMs);
      if (release !== undefined) {
        return this.#fetchLocked(session, request, lockMs).finally(release);
      }
      if (session.down || deadline.remainingMs() <= stopWaitingAtMs) break;
      await deadline.pause(pollMs * (0.5 + this.#deps.random()));
    }
    return this.#writeUnlocked(session, request, await this.#endpoint.fetch(request));
  }

  /** The stored token, if it is another one than the one to replace and not about to expire. */
  async #readUsable(
    session: StoreSession,
    { replaces }: TokenFetch,
  ): Promise<OAuthToken | undefined> {
    const token = await session.read();
    if (token === undefined || isSame(token, replaces)) return undefined;
    const { floorMs } = marginsOf(token, this.#deps.random);
    return remainingMs(token, this.#deps.clock) > floorMs ? token : undefined;
  }

  async #fetchLocked(
    session: StoreSession,
    request: TokenFetch,
    lockMs: number,
  ): Promise<OAuthToken> {
    const lockedAtMs = this.#deps.clock.monotonicMs();
    // The lock may be free because another process has just written the token.
    const shared = await this.#readUsable(session, request);
    if (shared !== undefined) return shared;
    // A process that starts now must not read a token that is known to be rejected.
    if (request.rejected) await session.remove();
    const token = await this.#endpoint.fetch(request);
    const stillLocked = this.#deps.clock.monotonicMs() - lockedAtMs < lockMs;
    if (!stillLocked) return this.#writeUnlocked(session, request, token);
    await session.write(token);
    return token;
  }

  /** Without the lock, another process may have been faster: a newer token is not overwritten. */
  async #writeUnlocked(
    session: StoreSession,
    { replaces }: TokenFetch,
    token: OAuthToken,
  ): Promise<OAuthToken> {
    const stored = await session.read();
    const isNewer = stored !== undefined && stored.sentAtWallMs > token.sentAtWallMs;
    if (isNewer && !isSame(stored, replaces)) return stored;
    await session.write(token);
    return token;
  }
}

function isSame(token: OAuthToken, other: OAuthToken | undefined): boolean {
  return other !== undefined && token.value.equals(other.value);
}
