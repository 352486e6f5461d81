import type { Clock } from '../../primitives/clock.js';
import type { ProgressFile } from '../progress-file.js';
import type { AuthTokenStep, RotateAuthTokenOptions } from './auth-token-options.js';
import type { KeyRingTarget } from './key-ring-target.js';
import type { TokenAdmin } from './token-admin.js';

/** What every rotation of an Auth Token works with. */
export interface TokenRotationDeps {
  readonly accountSid: string;
  readonly clock: Clock;
  readonly tokens: TokenAdmin;
  /** Whether calls that authenticate with the token are accepted. */
  readonly acceptsToken: (authToken: string) => Promise<boolean>;
}

/** How far a rotation came. */
export interface TokenProgress {
  /** Whether a secondary token was asked for, so that one that exists is of this rotation. */
  readonly state: 'requested' | 'created';
  readonly newToken?: string;
  /** The token that it replaces. */
  readonly oldToken?: string;
}

/** One rotation. */
export interface TokenRotation extends TokenRotationDeps {
  readonly options: RotateAuthTokenOptions;
  readonly target: KeyRingTarget;
  readonly progress: ProgressFile<TokenProgress>;
  readonly earlier: TokenProgress | undefined;
  /** The token that Twilio signs with now. */
  readonly primary: string;
}

/** Tells of a step. */
export async function done({ options }: TokenRotation, step: AuthTokenStep): Promise<void> {
  await options.onStep?.(step);
}
