import type { Secret } from '../primitives/secret.js';
import type { Deadline } from './deadline.js';

/** A bearer token and how long it lives. Moments are readings of a `Clock`, in milliseconds. */
export interface OAuthToken {
  readonly value: Secret;
  /** The whole lifetime, counted from {@link sentAtWallMs}. Zero: for the callers waiting now. */
  readonly lifetimeMs: number;
  /** When the request for it was sent, on the wall clock. */
  readonly sentAtWallMs: number;
  /** The same moment on this process' monotonic clock, reckoned back when another fetched it. */
  readonly sentAtMonotonicMs: number;
}

/** Yields a token that is good to use now. */
export interface TokenSource {
  getToken(): Promise<OAuthToken>;
}

/** What one renewal asks of the layers below the cache. */
export interface TokenDemand {
  /** The token that is to be replaced: an answer that is this one is no answer. */
  readonly except?: OAuthToken | undefined;
  /** Whether that token is replaced because an API refused it, rather than for its age. */
  readonly rejected: boolean;
  /** One limit for everything: store, lock, requests and the pauses between them. */
  readonly deadline: Deadline;
}

/** A layer below the cache: the shared store, or the endpoint with its retries. */
export interface TokenUpstream {
  obtain(demand: TokenDemand): Promise<OAuthToken>;
}

/** Where a cached token stands, for `describe()` and health. */
export type TokenState = 'none' | 'fresh' | 'stale' | 'expired';
