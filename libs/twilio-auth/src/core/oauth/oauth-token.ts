import type { Clock } from '../primitives/clock.js';
import type { Secret } from '../primitives/secret.js';
import type { Deadline } from './deadline.js';

const EARLY_MS = 300_000;
const EARLY_SHARE = 0.2;
const EARLY_JITTER = 0.1;
const FLOOR_MS = 10_000;
const FLOOR_SHARE = 0.1;

/** A bearer token and how long it lives. Moments are readings of a `Clock`, in milliseconds. */
export interface OAuthToken {
  readonly value: Secret;
  /** The whole lifetime, from {@link sentAtWallMs} on. Zero: only for the callers waiting now. */
  readonly lifetimeMs: number;
  /** When the request for it was sent, on the wall clock. */
  readonly sentAtWallMs: number;
  /** The same moment on this process's monotonic clock, also when another process fetched it. */
  readonly sentAtMonotonicMs: number;
}

/** State of a cached token, for `describe()` and health. */
export type TokenState = 'none' | 'fresh' | 'stale' | 'expired';

/** How long before its end a token is refreshed, and how long before its end it is not used any more. */
export interface Margins {
  readonly earlyMs: number;
  readonly floorMs: number;
}

/** Jittered, so that the processes of a fleet do not all refresh at the same moment. */
export function marginsOf({ lifetimeMs }: OAuthToken, random: () => number): Margins {
  const jitter = 1 + EARLY_JITTER * (2 * random() - 1);
  return {
    earlyMs: Math.min(EARLY_MS, EARLY_SHARE * lifetimeMs) * jitter,
    floorMs: Math.min(FLOOR_MS, FLOOR_SHARE * lifetimeMs),
  };
}

/**
 * Milliseconds of life left, by the clock that has moved further: the monotonic one stands
 * still while the machine sleeps, the wall clock can be set back.
 */
export function remainingMs(token: OAuthToken, clock: Clock): number {
  const elapsed = Math.max(
    clock.monotonicMs() - token.sentAtMonotonicMs,
    clock.wallMs() - token.sentAtWallMs,
  );
  return token.lifetimeMs - elapsed;
}

/** The state of a token with this much life left. */
export function stateOf(leftMs: number, { earlyMs, floorMs }: Margins): TokenState {
  if (leftMs <= floorMs) return 'expired';
  return leftMs <= earlyMs ? 'stale' : 'fresh';
}

/** One fetch, as the cache asks the layers below it. */
export interface TokenFetch {
  /** The token to replace: getting the same one again does not help. */
  readonly replaces?: OAuthToken | undefined;
  /** Whether that token is replaced because an API rejected it, rather than for its age. */
  readonly rejected: boolean;
  /** One limit for everything: store, lock, requests and the pauses between them. */
  readonly deadline: Deadline;
}

/** A layer below the cache: the shared store, or the endpoint with its retries. */
export interface TokenFetcher {
  fetch(request: TokenFetch): Promise<OAuthToken>;
}
