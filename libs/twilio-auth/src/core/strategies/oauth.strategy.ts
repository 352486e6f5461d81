import type { Account } from '../accounts/account.js';
import type { OAuthClient, OAuthDeps } from '../oauth/oauth-client.js';
import { TokenLeases, type TokenLease } from '../oauth/token-leases.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import {
  credentialOf,
  type StrategyDescription,
  type TwilioAuthStrategy,
  type TwilioAuthStrategyFactory,
} from './strategy.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const SCHEME = 'Bearer ';

/** {@link OAuthDeps}, with defaults for what an application need not set. */
export interface OAuthStrategyDeps extends Omit<OAuthDeps, 'random' | 'timeoutMs'> {
  /** Default: `Math.random`. */
  readonly random?: OAuthDeps['random'] | undefined;
  /** Default: 10 000. */
  readonly timeoutMs?: OAuthDeps['timeoutMs'] | undefined;
}

/**
 * OAuth 2.0 client credentials: one token per lifetime, refreshed before it expires, replaced when
 * an API rejects it.
 */
export class OAuthStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'oauth';
  #leases: TokenLeases | undefined;

  constructor(deps?: OAuthStrategyDeps) {
    if (deps !== undefined) this.connect(deps);
  }

  /**
   * @internal Called before the first `create()`. A factory exists before the configuration is
   * loaded, so that custom factories can inject it.
   */
  connect({
    random = Math.random,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    ...deps
  }: OAuthStrategyDeps): void {
    this.#leases = new TokenLeases({ ...deps, random, timeoutMs });
  }

  create(account: Account): TwilioAuthStrategy {
    if (this.#leases === undefined) throw new Error('TwilioAuthModule has not started yet.');
    const { clientId, clientSecret, scope } = credentialOf(account, this.method);
    const { name, accountSid } = account;
    const client: OAuthClient = { accountName: name, accountSid, clientId, clientSecret, scope };
    return new OAuthStrategy(clientId, this.#leases.acquire(client));
  }
}

class OAuthStrategy implements TwilioAuthStrategy {
  readonly method = 'oauth';
  readonly #clientId: string;
  readonly #tokens: TokenLease;

  constructor(clientId: string, tokens: TokenLease) {
    this.#clientId = clientId;
    this.#tokens = tokens;
  }

  async authorization(): Promise<string> {
    const token = await this.#tokens.source.getToken();
    return SCHEME + token.value.reveal();
  }

  isReady(): boolean {
    const { state } = this.#tokens.source;
    return state === 'fresh' || state === 'stale';
  }

  async rejected(authorization: string): Promise<boolean> {
    // From before a rotation to OAuth: the token is another value, so the call is worth repeating.
    if (!authorization.startsWith(SCHEME)) return true;
    return this.#tokens.rejection.rejected(authorization.slice(SCHEME.length));
  }

  describe(): StrategyDescription {
    const { state, remainingMs, refreshFailing } = this.#tokens.source;
    const expiresInMs = remainingMs === undefined ? undefined : Math.floor(remainingMs);
    return {
      method: this.method,
      identifier: this.#clientId,
      token: { state, refreshFailing, ...withoutUndefined({ expiresInMs }) },
    };
  }

  stop(): void {
    this.#tokens.stop();
  }

  close(): void {
    this.#tokens.close();
  }
}
