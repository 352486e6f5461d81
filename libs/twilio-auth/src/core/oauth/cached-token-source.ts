import { withoutUndefined } from '../primitives/without-undefined.js';
import { Deadline } from './deadline.js';
import { FetchFailures, fetchError } from './fetch-failures.js';
import type { OAuthClient, OAuthDeps } from './oauth-client.js';
import type { Margins, OAuthToken, TokenFetcher, TokenState } from './oauth-token.js';
import { marginsOf, remainingMs, stateOf } from './oauth-token.js';
import type { TwilioTokenError } from '../errors/token.error.js';

interface Flight {
  readonly startedMs: number;
  readonly deadline: Deadline;
  readonly token: Promise<OAuthToken>;
}

/**
 * One token per lifetime, whatever the number of callers: they all share one fetch. None of them
 * owns it, so a caller that gives up does not end it for the others.
 */
export class CachedTokenSource {
  readonly #client: OAuthClient;
  readonly #fetcher: TokenFetcher;
  readonly #deps: OAuthDeps;
  readonly #failures: FetchFailures;
  #current: { readonly token: OAuthToken; readonly margins: Margins } | undefined;
  #rejected: OAuthToken | undefined;
  #flight: Flight | undefined;
  #ended: 'stopped' | 'closed' | undefined;

  constructor(client: OAuthClient, fetcher: TokenFetcher, deps: OAuthDeps) {
    this.#client = client;
    this.#fetcher = fetcher;
    this.#deps = deps;
    this.#failures = new FetchFailures(deps.clock, deps.random);
  }

  /** A token that can be used now. */
  getToken(): Promise<OAuthToken> {
    const state = this.state;
    const held = this.#current?.token;
    if (held === undefined) return this.#refresh(false);
    if (state === 'expired') return this.#refreshOrServe(held);
    if (state === 'stale') this.#refreshInBackground();
    return Promise.resolve(held);
  }

  get state(): TokenState {
    if (this.#current === undefined) return 'none';
    const { token, margins } = this.#current;
    return stateOf(remainingMs(token, this.#deps.clock), margins);
  }

  /** Milliseconds until the cached token ends; `undefined` without one. */
  get remainingMs(): number | undefined {
    const held = this.#current?.token;
    return held && Math.max(0, remainingMs(held, this.#deps.clock));
  }

  /** Whether the last fetch failed. */
  get refreshFailing(): boolean {
    return this.#failures.failing;
  }

  /** The cached token, whatever its state. */
  peek(): OAuthToken | undefined {
    return this.#current?.token;
  }

  /** Drops the cached token, which an API rejected, and fetches the next one. */
  replaceRejected(): Promise<OAuthToken> {
    this.#rejected = this.#current?.token ?? this.#rejected;
    this.#current = undefined;
    return this.#refresh(false);
  }

  /** No more background refreshes. */
  stop(): void {
    this.#ended ??= 'stopped';
  }

  /** Used again: background refreshes may run, and a remembered failure is forgotten. */
  resume(): void {
    this.#failures.forget();
    if (this.#ended === 'stopped') this.#ended = undefined;
  }

  /** No more fetches at all, and a pending one ends now. The cached token is served until its end. */
  close(): void {
    this.#ended = 'closed';
    this.#flight?.deadline.close();
  }

  #refreshInBackground(): void {
    if (this.#ended !== undefined || this.#flight !== undefined) return;
    if (!this.#failures.backoffIsOver) return;
    // A failure is an event. Callers get the error only if it lasts until the token expires.
    this.#refresh(true).catch(() => undefined);
  }

  /** Waits for a new token as long as the held one can still be used afterwards. */
  async #refreshOrServe(held: OAuthToken): Promise<OAuthToken> {
    const wait = new Deadline(this.#deps.clock, remainingMs(held, this.#deps.clock) / 2);
    try {
      return await wait.race(this.#refresh(false));
    } catch (error) {
      if (this.#current?.token === held && remainingMs(held, this.#deps.clock) > 0) return held;
      if (wait.end === undefined) throw error;
      return await this.#refresh(false);
    } finally {
      wait.release();
    }
  }

  #refresh(background: boolean): Promise<OAuthToken> {
    if (this.#flight !== undefined) return this.#join(this.#flight);
    const { remembered } = this.#failures;
    if (remembered !== undefined) return Promise.reject(remembered);
    const deadline = new Deadline(this.#deps.clock, this.#deps.timeoutMs);
    if (this.#ended === 'closed') deadline.close();
    const token = this.#fetch(deadline, background);
    this.#flight = { startedMs: this.#deps.clock.monotonicMs(), deadline, token };
    return token;
  }

  /**
   * Shares a fetch that another caller started. When that runs out of time before this caller has
   * waited half of its own, the caller uses the rest for the next one.
   */
  async #join({ token, startedMs }: Flight): Promise<OAuthToken> {
    const { clock, timeoutMs } = this.#deps;
    const joinedMs = clock.monotonicMs();
    return token.catch(async (error: TwilioTokenError) => {
      const nowMs = clock.monotonicMs();
      const isLate = nowMs - startedMs >= timeoutMs / 2 && nowMs - joinedMs < timeoutMs / 2;
      if (!isLate || !error.retryable || error.retryAfterMs !== undefined) throw error;
      const own = new Deadline(clock, timeoutMs - (nowMs - joinedMs));
      try {
        return await own.race(this.#refresh(false));
      } catch (later) {
        throw own.end === undefined ? later : error;
      } finally {
        own.release();
      }
    });
  }

  async #fetch(deadline: Deadline, background: boolean): Promise<OAuthToken> {
    const replaces = this.#current?.token ?? this.#rejected;
    const rejected = this.#current === undefined && replaces !== undefined;
    try {
      // Lets #refresh register this flight before anything else runs.
      await Promise.resolve();
      deadline.signal.throwIfAborted();
      return this.#accept(await this.#fetcher.fetch({ replaces, rejected, deadline }));
    } catch (error) {
      const failure = fetchError(error, deadline, this.#client);
      this.#failures.add(failure);
      if (deadline.end !== 'closed') this.#report(failure, background);
      throw failure;
    } finally {
      deadline.release();
      this.#flight = undefined;
    }
  }

  #accept(token: OAuthToken): OAuthToken {
    if (token.lifetimeMs <= 0) {
      // Only for the callers waiting now. Refreshing such a token ahead of time is pointless.
      this.#failures.backOff();
      return token;
    }
    this.#failures.reset();
    this.#rejected = undefined;
    this.#current = { token, margins: marginsOf(token, this.#deps.random) };
    return token;
  }

  #report(failure: TwilioTokenError, background: boolean): void {
    const { code, reason, status, retryAfterMs } = failure;
    const { accountName: account, clientId } = this.#client;
    const known = withoutUndefined({ status, retryAfterMs });
    this.#deps.emit('token.failed', { account, clientId, code, reason, background, ...known });
  }
}
