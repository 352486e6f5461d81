import type { Account } from '../accounts/account.js';
import type { Clock } from '../primitives/clock.js';
import { AccessTokenIssuer } from './access-token-issuer.js';
import type { AccessTokenRequest, IssuedAccessToken } from './access-token-request.js';

/** Issues the access tokens of all accounts, with one issuer for each. */
export class AccessTokens {
  readonly #clock: Clock;
  /** By account as it is now: a rotation creates a new account, which gets a new issuer. */
  readonly #issuers = new WeakMap<Account, AccessTokenIssuer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws TwilioAuthError `TWILIO_AUTH_ACCESS_TOKEN_INVALID`; `reason` is the field. */
  issue(account: Account, request: AccessTokenRequest): IssuedAccessToken {
    const issuer = this.#issuers.get(account) ?? this.#createIssuer(account);
    return issuer.issue(request);
  }

  #createIssuer(account: Account): AccessTokenIssuer {
    const issuer = new AccessTokenIssuer(account, { clock: this.#clock });
    this.#issuers.set(account, issuer);
    return issuer;
  }
}
