import type {
  OAuthSecretPlan,
  OAuthSecretReport,
  RotateOAuthSecretOptions,
} from './oauth/oauth-options.js';
import type { TokenStore } from '../config/token-store.js';
import type { OAuthRotationDeps } from './oauth/oauth-rotation.js';
import { lockedSteps } from './run-lock.js';
import { planOAuthRotation, rotateOAuthSecret } from './oauth/rotate-oauth-secret.js';

/** The secrets of the account's OAuth apps. */
export class OAuthSecrets {
  readonly #deps: OAuthRotationDeps;
  readonly #store: TokenStore | undefined;

  /** @internal */
  constructor(deps: OAuthRotationDeps, store: TokenStore | undefined) {
    this.#deps = deps;
    this.#store = store;
  }

  /**
   * Gives an OAuth app another secret while Twilio still accepts the old one: gets it, tries it until
   * the token endpoint accepts it, and delivers it. The old secret ends by itself with the grace. A run
   * that was ended at any step loses nothing where it delivers to a file: run it again.
   *
   * Rejects with `TWILIO_AUTH_KEY_CHANGE_FAILED`: `two-secrets` where the app has two already, and
   * `request-unconfirmed` where the request to Twilio must be asked for.
   */
  rotateSecret(options: RotateOAuthSecretOptions): Promise<OAuthSecretReport> {
    const { accountSid, clock } = this.#deps;
    const name = `oauth-secret:${accountSid}`;
    return lockedSteps(this.#store, name, clock, options, (locked) =>
      rotateOAuthSecret(locked, this.#deps),
    );
  }

  /** What `rotateSecret()` would do with these options. Nothing is changed. */
  planRotateSecret(options: RotateOAuthSecretOptions): Promise<OAuthSecretPlan> {
    return planOAuthRotation(options, this.#deps);
  }
}
