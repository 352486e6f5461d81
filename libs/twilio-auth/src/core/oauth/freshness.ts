import type { Clock } from '../primitives/clock.js';
import type { OAuthToken, TokenState } from './token-source.js';

const EARLY_MS = 300_000;
const EARLY_SHARE = 0.2;
const EARLY_JITTER = 0.1;
const FLOOR_MS = 10_000;
const FLOOR_SHARE = 0.1;

/** How long before its end a token is renewed, and how long before it is no longer relied on. */
export interface Margins {
  readonly earlyMs: number;
  readonly floorMs: number;
}

/** Jittered, so that the processes of a fleet do not all renew at the same moment. */
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

/** Where a token with this much life left stands. */
export function stateOf(leftMs: number, { earlyMs, floorMs }: Margins): TokenState {
  if (leftMs <= floorMs) return 'expired';
  return leftMs <= earlyMs ? 'stale' : 'fresh';
}
