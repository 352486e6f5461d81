import type { Clock } from '../primitives/clock.js';
import { Secret } from '../primitives/secret.js';
import type { TokenSeal } from './token-seal.js';
import type { OAuthToken } from './token-source.js';

type Stored = readonly [value: string, lifetimeMs: number, sentAtWallMs: number];

/** A token as it travels through a store. */
export function sealToken(token: OAuthToken, seal: TokenSeal): string {
  const stored: Stored = [token.value.reveal(), token.lifetimeMs, token.sentAtWallMs];
  return seal.close(JSON.stringify(stored));
}

/** The token behind a stored value; `undefined` when it is not one of ours. */
export function openToken(stored: unknown, seal: TokenSeal, clock: Clock): OAuthToken | undefined {
  const text = typeof stored === 'string' ? seal.open(stored) : undefined;
  if (text === undefined) return undefined;
  // The seal vouches for the shape: nobody else could have closed it.
  const [value, lifetimeMs, sentAtWallMs] = JSON.parse(text) as Stored;
  return {
    value: new Secret(value),
    lifetimeMs,
    sentAtWallMs,
    // Reckoned back once, so that a wall clock set back later does not lengthen its life.
    sentAtMonotonicMs: clock.monotonicMs() - Math.max(0, clock.wallMs() - sentAtWallMs),
  };
}
