import type { Secret } from '../primitives/secret.js';

/** A bearer token and how long it lives. Moments are readings of a `Clock`, in milliseconds. */
export interface OAuthToken {
  readonly value: Secret;
  /** The whole lifetime, counted from the moment the request for it was sent. */
  readonly lifetimeMs: number;
  /** When that request was sent, on the wall clock. */
  readonly sentAtWallMs: number;
  /** The same moment on the monotonic clock; absent when another process fetched the token. */
  readonly sentAtMonotonicMs?: number;
}

/** Anything that yields a token. Cache, shared store and endpoint are layers of this one shape. */
export interface TokenSource {
  getToken(): Promise<OAuthToken>;
}

/** Where a cached token stands, for `describe()` and health. */
export type TokenState = 'none' | 'fresh' | 'stale' | 'expired';
