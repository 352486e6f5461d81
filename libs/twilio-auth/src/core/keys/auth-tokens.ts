import type {
  AuthTokenPlan,
  AuthTokenReport,
  RotateAuthTokenOptions,
} from './auth-token/auth-token-options.js';
import { planTokenRotation, rotateAuthToken } from './auth-token/rotate-auth-token.js';
import type { TokenStore } from '../config/token-store.js';
import type { TokenRotationDeps } from './auth-token/token-rotation.js';
import { lockedSteps } from './run-lock.js';

/** The Auth Token of the account, which Twilio signs webhooks with. */
export class AuthTokens {
  readonly #deps: TokenRotationDeps;
  readonly #store: TokenStore | undefined;

  /** @internal */
  constructor(deps: TokenRotationDeps, store: TokenStore | undefined) {
    this.#deps = deps;
    this.#store = store;
  }

  /**
   * Replaces the Auth Token: creates a secondary one, tries it, delivers it beside the old one, promotes
   * it, and removes the old one from the key ring. A run that was ended at any step loses nothing where it
   * delivers to a file: run it again.
   *
   * Rejects with `TWILIO_AUTH_KEY_CHANGE_FAILED`; no webhook is rejected because of it.
   */
  rotate(options: RotateAuthTokenOptions): Promise<AuthTokenReport> {
    const { accountSid, clock } = this.#deps;
    return lockedSteps(this.#store, `auth-token:${accountSid}`, clock, options, (locked) =>
      rotateAuthToken(locked, this.#deps),
    );
  }

  /** What `rotate()` would do with these options. Nothing is changed. */
  planRotate(options: RotateAuthTokenOptions): Promise<AuthTokenPlan> {
    return planTokenRotation(options, this.#deps);
  }
}
