import { createHash } from 'node:crypto';
import type { CachedTokenSource } from './cached-token-source.js';
import type { OAuthClient } from './oauth-client.js';
import { TOKEN_URL } from './oauth-client.js';
import type { TokenRejection } from './token-rejection.js';

/** Sources that nobody uses at the moment are kept up to this number, while their token lives. */
const MOST_IDLE = 1_000;

/** One source, with what its rejections have taught. */
export interface HeldTokens {
  readonly source: CachedTokenSource;
  readonly rejection: TokenRejection;
}

/** The use of a source by one strategy. */
export interface TokenLease extends HeldTokens {
  /** The strategy needs no renewals ahead of time any more. */
  stop(): void;
  /** The strategy needs nothing any more: what is pending ends, unless another one waits for it. */
  close(): void;
}

interface Entry {
  readonly key: string;
  readonly held: HeldTokens;
  users: number;
}

/**
 * Lets a strategy go on with the token of the one before it. A tenant that is resolved anew
 * every few minutes, or a credential that was probed before it was swapped in, is the same app
 * with the same secret: it costs no further token request.
 */
export class TokenLeases {
  readonly #used = new Map<string, Entry>();
  readonly #idle = new Map<string, Entry>();

  acquire(client: OAuthClient, create: () => HeldTokens): TokenLease {
    const key = keyOf(client);
    const known = this.#used.get(key) ?? this.#idle.get(key);
    const entry = known ?? { key, held: create(), users: 0 };
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
    if (isAlive(entry)) this.#idle.set(entry.key, entry);
    // The oldest come first, and are about the first to end.
    for (const oldest of this.#idle.values()) {
      if (this.#idle.size <= MOST_IDLE && isAlive(oldest)) break;
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

function isAlive({ held }: Entry): boolean {
  return (held.source.remainingMs ?? 0) > 0;
}

/** Everything that a token depends on, and the name under which events report it. */
function keyOf({ account, accountSid, clientId, clientSecret, scope = '' }: OAuthClient): string {
  const parts = [TOKEN_URL, clientId, accountSid, scope, account, clientSecret.reveal()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
