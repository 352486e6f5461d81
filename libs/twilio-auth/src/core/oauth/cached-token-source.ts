import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { BackgroundBackoff } from './background-backoff.js';
import { Deadline } from './deadline.js';
import type { Margins } from './freshness.js';
import { marginsOf, remainingMs, stateOf } from './freshness.js';
import type { OAuthClient } from './oauth-client.js';
import { RefusalMemory } from './refusal-memory.js';
import { renewalFailure } from './renewal-failure.js';
import type { OAuthToken, TokenSource, TokenState, TokenUpstream } from './token-source.js';
import type { TwilioTokenError } from '../errors/token.error.js';

/** What the cache needs from outside. */
export interface CachePorts {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly random: () => number;
  /** Deadline of one renewal, everything included. */
  readonly timeoutMs: number;
}

interface Flight {
  readonly deadline: Deadline;
  readonly token: Promise<OAuthToken>;
}

/**
 * One token per lifetime, whatever the number of callers. A renewal belongs to nobody: callers
 * join it and leave it, and it goes on.
 */
export class CachedTokenSource implements TokenSource {
  readonly #client: OAuthClient;
  readonly #upstream: TokenUpstream;
  readonly #ports: CachePorts;
  readonly #refusals: RefusalMemory;
  readonly #backoff: BackgroundBackoff;
  #current: { readonly token: OAuthToken; readonly margins: Margins } | undefined;
  #rejected: OAuthToken | undefined;
  #flight: Flight | undefined;
  #end: 'stopped' | 'closed' | undefined;

  constructor(client: OAuthClient, upstream: TokenUpstream, ports: CachePorts) {
    this.#client = client;
    this.#upstream = upstream;
    this.#ports = ports;
    this.#refusals = new RefusalMemory(ports.clock);
    this.#backoff = new BackgroundBackoff(ports.clock, ports.random);
  }

  getToken(): Promise<OAuthToken> {
    const state = this.state;
    const held = this.#current?.token;
    if (held === undefined) return this.#renew(false);
    if (state === 'expired') return this.#renewOrServe(held);
    if (state === 'stale') this.#renewInBackground();
    return Promise.resolve(held);
  }

  get state(): TokenState {
    if (this.#current === undefined) return 'none';
    const { token, margins } = this.#current;
    return stateOf(remainingMs(token, this.#ports.clock), margins);
  }

  /** Milliseconds until the held token ends; `undefined` without one. */
  get remainingMs(): number | undefined {
    const held = this.#current?.token;
    return held && Math.max(0, remainingMs(held, this.#ports.clock));
  }

  /** Whether the last renewal failed. */
  get renewalFailing(): boolean {
    return this.#backoff.failing;
  }

  /** The held token, whatever its state. */
  peek(): OAuthToken | undefined {
    return this.#current?.token;
  }

  /** Lets go of the held token, which an API refused, and fetches the next one. */
  replaceRejected(): Promise<OAuthToken> {
    this.#rejected = this.#current?.token ?? this.#rejected;
    this.#current = undefined;
    return this.#renew(false);
  }

  /** No more renewals ahead of time. */
  stop(): void {
    this.#end ??= 'stopped';
  }

  /** Somebody begins to use it: renewals ahead of time again, and a new chance after a refusal. */
  resume(): void {
    this.#refusals.forget();
    if (this.#end === 'stopped') this.#end = undefined;
  }

  /** No more renewals at all; what is pending ends now. A token that is still good stays. */
  close(): void {
    this.#end = 'closed';
    this.#flight?.deadline.close();
  }

  #renewInBackground(): void {
    if (this.#end !== undefined || this.#flight !== undefined || !this.#backoff.ready()) return;
    // Its failure is an event; a caller meets it only if the token runs out first.
    this.#renew(true).catch(() => undefined);
  }

  async #renewOrServe(held: OAuthToken): Promise<OAuthToken> {
    try {
      return await this.#renew(false);
    } catch (error) {
      if (this.#current?.token === held && remainingMs(held, this.#ports.clock) > 0) return held;
      throw error;
    }
  }

  #renew(background: boolean): Promise<OAuthToken> {
    if (this.#flight !== undefined) return this.#flight.token;
    const refusal = this.#refusals.recall();
    if (refusal !== undefined) return Promise.reject(refusal);
    const deadline = new Deadline(this.#ports.clock, this.#ports.timeoutMs);
    if (this.#end === 'closed') deadline.close();
    const token = this.#fly(deadline, background);
    this.#flight = { deadline, token };
    return token;
  }

  async #fly(deadline: Deadline, background: boolean): Promise<OAuthToken> {
    const except = this.#current?.token ?? this.#rejected;
    const rejected = this.#current === undefined && except !== undefined;
    try {
      // The flight is registered before the first step runs, so that whoever asks in between joins.
      await Promise.resolve();
      deadline.signal.throwIfAborted();
      return this.#accept(await this.#upstream.obtain({ except, rejected, deadline }));
    } catch (error) {
      const failure = renewalFailure(error, deadline, this.#client);
      if (failure.code === 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED') this.#refusals.remember(failure);
      this.#backoff.failed(failure.retryAfterMs);
      if (deadline.end !== 'closed') this.#report(failure, background);
      throw failure;
    } finally {
      deadline.release();
      this.#flight = undefined;
    }
  }

  #accept(token: OAuthToken): OAuthToken {
    if (token.lifetimeMs <= 0) {
      // Good for those who wait now and for nobody after; renewing it ahead of time is no use.
      this.#backoff.postpone();
      return token;
    }
    this.#backoff.succeeded();
    this.#rejected = undefined;
    this.#current = { token, margins: marginsOf(token, this.#ports.random) };
    return token;
  }

  #report(failure: TwilioTokenError, background: boolean): void {
    const { code, reason, status, retryAfterMs } = failure;
    const { account, clientId } = this.#client;
    this.#ports.emit('token.failed', {
      account,
      clientId,
      code,
      reason,
      background,
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}
