import type { Clock } from '../../primitives/clock.js';
import type { ProgressFile } from '../progress-file.js';
import type { OAuthSecretStep, RotateOAuthSecretOptions } from './oauth-options.js';
import type { OAuthTarget } from './oauth-target.js';

/** What every rotation of an OAuth secret works with. */
export interface OAuthRotationDeps {
  readonly accountSid: string;
  readonly clock: Clock;
  /** Asks Twilio for another secret, while the present one stays valid for the grace. */
  readonly request: (clientId: string, graceSeconds: number) => Promise<string>;
  /** Whether the token endpoint accepts the secret. */
  readonly accepts: (clientId: string, clientSecret: string) => Promise<boolean>;
  /** Whether requests go to an emulator, where the fields of the request are known. */
  readonly isEmulated: boolean;
}

/** How far a rotation came. Times are milliseconds since the epoch. */
export interface OAuthProgress {
  readonly clientId: string;
  /** Until when Twilio accepts the old secret too; absent where the Console decided it. */
  readonly oldEndsAtMs?: number;
  /** The new secret, until it is delivered. */
  readonly clientSecret?: string;
  readonly state: 'requested' | 'created' | 'delivered' | 'finished';
}

/** What a run begins with. */
export interface OAuthStart {
  readonly clientId: string;
  /** What applications read now. */
  readonly held: string | undefined;
  /** What an earlier run left to do; `undefined` for a rotation of its own. */
  readonly earlier: OAuthProgress | undefined;
}

/** A new secret that is not delivered yet. */
export type CreatedSecret = OAuthProgress & { readonly clientSecret: string };

/** One rotation. */
export interface OAuthRotation extends OAuthStart, OAuthRotationDeps {
  readonly options: RotateOAuthSecretOptions;
  readonly graceSeconds: number;
  readonly target: OAuthTarget;
  readonly progress: ProgressFile<OAuthProgress>;
}

/** Tells of a step. */
export async function done(
  { options, clientId }: OAuthRotation,
  step: OAuthSecretStep,
): Promise<void> {
  await options.onStep?.(step, clientId);
}
