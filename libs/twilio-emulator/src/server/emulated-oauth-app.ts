import {
  MAX_GRACE_SECONDS,
  MAX_TTL_SECONDS,
  MIN_TTL_SECONDS,
  rotateSecret,
  type OAuthApp,
} from '../state/oauth-app.js';
import type { EmulatorState } from '../state/emulator-state.js';

/** An OAuth app of the emulator: its credentials, and what one can do to it in the Console. */
export class EmulatedOAuthApp {
  readonly clientId: string;
  readonly #state: EmulatorState;
  readonly #given: OAuthApp;

  constructor(state: EmulatorState, app: OAuthApp) {
    this.clientId = app.clientId;
    this.#state = state;
    this.#given = app;
  }

  /** Looked up each time, since a reset creates it anew. A deleted one is still read. */
  get #app(): OAuthApp {
    return this.#state.oauthApps.get(this.clientId) ?? this.#given;
  }

  /** The newest secret. */
  get clientSecret(): string {
    return this.#app.secrets[0]?.value ?? '';
  }

  /** Lifetime of the tokens issued from now on, 60 to 2,592,000 seconds. */
  get accessTokenTtlSeconds(): number {
    return this.#app.accessTokenTtlSeconds;
  }

  set accessTokenTtlSeconds(seconds: number) {
    if (!Number.isInteger(seconds) || seconds < MIN_TTL_SECONDS || seconds > MAX_TTL_SECONDS) {
      const range = `${MIN_TTL_SECONDS} to ${MAX_TTL_SECONDS}`;
      throw new RangeError(`accessTokenTtlSeconds must be a whole number from ${range}.`);
    }
    this.#app.accessTokenTtlSeconds = seconds;
  }

  /**
   * Creates a new secret and returns it. The previous secret stays valid for `graceSeconds`
   * (0 to 30 days), older ones are deleted. Without grace, all tokens of the app are revoked too.
   * @see https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps
   */
  rotateSecret({ graceSeconds }: { readonly graceSeconds: number }): string {
    if (!(graceSeconds >= 0 && graceSeconds <= MAX_GRACE_SECONDS)) {
      throw new RangeError(`graceSeconds must be from 0 to ${MAX_GRACE_SECONDS}.`);
    }
    const expiresAt = this.#state.clock.now() + graceSeconds * 1000;
    const secret = rotateSecret(this.#app, 0, expiresAt);
    if (graceSeconds === 0) this.revokeTokens();
    return secret;
  }

  /** Revokes every token of this app, but no secret; returns how many there were. */
  revokeTokens(): number {
    return this.#state.tokens.revokeAll(this.clientId);
  }

  /** Deletes the app: its secrets and its tokens stop working at once. */
  delete(): void {
    this.#state.oauthApps.delete(this.clientId);
    this.revokeTokens();
  }
}
