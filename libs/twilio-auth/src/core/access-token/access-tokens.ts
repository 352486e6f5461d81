import type { Account } from '../accounts/account.js';
import type { Clock } from '../primitives/clock.js';
import { AccessTokenIssuer } from './access-token-issuer.js';
import type { AccessTokenRequest, IssuedAccessToken } from './access-token-request.js';

/** Issues the access tokens of all accounts, with one issuer for each. */
export class AccessTokens {
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #warned = new Set<string>();
  /** By account as it is now: a rotation creates a new account, which gets a new issuer. */
  readonly #issuers = new WeakMap<Account, AccessTokenIssuer>();

  /** @param log writes a warning */
  constructor(clock: Clock, log: (message: string) => void) {
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * @throws TwilioAuthError `TWILIO_AUTH_ACCESS_TOKEN_INVALID`; `reason` is the field.
   * `TWILIO_AUTH_SIGNING_KEY_MISSING` if the account has no key that may sign.
   */
  issue(account: Account, request: AccessTokenRequest): IssuedAccessToken {
    const issuer = this.#issuers.get(account) ?? this.#createIssuer(account);
    return issuer.issue(request);
  }

  #createIssuer(account: Account): AccessTokenIssuer {
    const warn = (message: string): void => this.#warnOnce(message);
    const issuer = new AccessTokenIssuer(account, { clock: this.#clock, warn });
    this.#issuers.set(account, issuer);
    return issuer;
  }

  /** Warnings have no values in them, so there are only a few. */
  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#log(message);
  }
}
