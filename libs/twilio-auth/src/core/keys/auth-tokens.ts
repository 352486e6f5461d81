import type {
  AuthTokenPlan,
  AuthTokenReport,
  RotateAuthTokenOptions,
} from './auth-token/auth-token-options.js';
import { planTokenRotation, rotateAuthToken } from './auth-token/rotate-auth-token.js';
import type { TokenRotationDeps } from './auth-token/token-rotation.js';

/** The Auth Token of the account, which Twilio signs webhooks with. */
export class AuthTokens {
  readonly #deps: TokenRotationDeps;

  /** @internal */
  constructor(deps: TokenRotationDeps) {
    this.#deps = deps;
  }

  /**
   * Replaces the Auth Token: creates a secondary one, tries it, delivers it beside the old one, promotes
   * it, and removes the old one from the key ring. A run that was ended at any step loses nothing where it
   * delivers to a file: run it again.
   *
   * Rejects with `TWILIO_AUTH_KEY_CHANGE_FAILED`; no webhook is rejected because of it.
   */
  rotate(options: RotateAuthTokenOptions): Promise<AuthTokenReport> {
    return rotateAuthToken(options, this.#deps);
  }

  /** What `rotate()` would do with these options. Nothing is changed. */
  planRotate(options: RotateAuthTokenOptions): Promise<AuthTokenPlan> {
    return planTokenRotation(options, this.#deps);
  }
}
