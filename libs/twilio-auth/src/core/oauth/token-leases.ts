import { createHash } from 'node:crypto';
import { CachedTokenSource } from './cached-token-source.js';
import type { OAuthClient, OAuthDeps } from './oauth-client.js';
import { TOKEN_URL } from './oauth-client.js';
import { SharedTokenSource } from './shared-token-source.js';
import { TokenEndpoint } from './token-endpoint.js';
import { TokenRejection } from './token-rejection.js';

/** Sources that no strategy uses are kept up to this number, as long as their token lives. */
const MAX_IDLE = 1_000;

/** A source of tokens, and what to do when an API rejects one of them. */
interface HeldTokens {
  readonly source: CachedTokenSource;
  readonly rejection: TokenRejection;
}

/** The use of a source by one strategy. */
export interface TokenLease extends HeldTokens {
  /** The strategy needs no background refreshes any more. */
  stop(): void;
  /** The strategy needs nothing any more: a pending fetch ends, unless another strategy waits for it. */
  close(): void;
}

interface Entry {
  readonly key: string;
  readonly held: HeldTokens;
  users: number;
}

/**
 * Lets a new strategy reuse an earlier one's token. A tenant that is resolved anew every
 * few minutes, or a credential that was probed before it was swapped in, is the same app with
 * the same secret: it costs no further token request.
 */
export class TokenLeases {
  readonly #deps: OAuthDeps;
  readonly #used = new Map<string, Entry>();
  readonly #idle = new Map<string, Entry>();

  constructor(deps: OAuthDeps) {
    this.#deps = deps;
  }

  acquire(client: OAuthClient): TokenLease {
    const key = keyOf(client);
    const known = this.#used.get(key) ?? this.#idle.get(key);
    const entry = known ?? { key, held: createTokens(client, this.#deps), users: 0 };
    entry.users += 1;
    this.#idle.delete(key);
    this.#used.set(key, entry);
    entry.held.source.resume();
    let isUsed = true;
    const release = (): void => {
      if (isUsed) entry.users -= 1;
      isUsed = false;
    };
    return {
      ...entry.held,
      stop: () => {
        if (!isUsed) return;
        release();
        if (entry.users === 0) this.#retire(entry);
      },
      close: () => {
        release();
        if (entry.users === 0) this.#close(entry);
      },
    };
  }

  #retire(entry: Entry): void {
    entry.held.source.stop();
    this.#used.delete(entry.key);
    this.#idle.set(entry.key, entry);
    // The oldest come first, and they are the next to expire.
    for (const oldest of this.#idle.values()) {
      if (this.#idle.size <= MAX_IDLE && isAlive(oldest)) break;
      this.#idle.delete(oldest.key);
    }
  }

  #close(entry: Entry): void {
    for (const entries of [this.#used, this.#idle]) {
      if (entries.get(entry.key) === entry) entries.delete(entry.key);
    }
    entry.held.source.close();
  }
}

/** The layers in their order: endpoint, shared store where there is one, cache in memory. */
function createTokens(client: OAuthClient, deps: OAuthDeps): HeldTokens {
  const { tokenStore, clock, emit } = deps;
  const endpoint = new TokenEndpoint(client, deps);
  const fetcher =
    tokenStore === undefined ? endpoint : new SharedTokenSource(client, endpoint, tokenStore, deps);
  const source = new CachedTokenSource(client, fetcher, deps);
  return { source, rejection: new TokenRejection(client, source, clock, emit) };
}

function isAlive({ held }: Entry): boolean {
  return (held.source.remainingMs ?? 0) > 0;
}

/** Everything that a token depends on, and the account name under which events report it. */
function keyOf(client: OAuthClient): string {
  const { accountName, accountSid, clientId, clientSecret, scope = '' } = client;
  const parts = [TOKEN_URL, clientId, accountSid, scope, accountName, clientSecret.reveal()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
