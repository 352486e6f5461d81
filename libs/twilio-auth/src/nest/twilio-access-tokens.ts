import { Inject, Injectable } from '@nestjs/common';
import { AccessTokenIssuer } from '../core/access-token/access-token-issuer.js';
import type {
  AccessTokenRequest,
  IssuedAccessToken,
} from '../core/access-token/access-token-request.js';
import type { Account } from '../core/accounts/account.js';
import { disabledError } from '../core/client/disabled.js';
import type { Runtime } from '../core/client/runtime.js';
import type { Clock } from '../core/primitives/clock.js';
import { TWILIO_AUTH_CLOCK, TWILIO_AUTH_RUNTIME } from './tokens.js';

/** An access token of a configured account. */
export interface AccessTokenOptionsOfAccount extends AccessTokenRequest {
  /** Name of the account; without it, the default one. */
  readonly account?: string;
}

/**
 * Issues access tokens for browsers and phones, signed with the API key of an account.
 *
 * The identity must come from your own sign-in, never from the query or body of the request:
 * whoever holds the token is that identity to Twilio.
 *
 * @example
 * import { Injectable } from '@nestjs/common';
 * import { TwilioAccessTokens } from 'nestjs-twilio-auth';
 *
 * @Injectable()
 * export class Softphone {
 *   constructor(private readonly accessTokens: TwilioAccessTokens) {}
 *
 *   tokenFor(user: { id: string }) {
 *     return this.accessTokens.issue({
 *       identity: user.id,
 *       grants: { voice: { incomingAllow: true } },
 *       ttlSeconds: 600,
 *     });
 *   }
 * }
 */
@Injectable()
export class TwilioAccessTokens {
  readonly #runtime: Runtime;
  readonly #clock: Clock;
  /** By account as it stands: a rotation makes a new one, and with it a new issuer. */
  readonly #issuers = new WeakMap<Account, AccessTokenIssuer>();

  constructor(
    @Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime,
    @Inject(TWILIO_AUTH_CLOCK) clock: Clock,
  ) {
    this.#runtime = runtime;
    this.#clock = clock;
  }

  /**
   * Issues a token at once.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCESS_TOKEN_INVALID` (`reason` is the field),
   * `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  issue({ account, ...request }: AccessTokenOptionsOfAccount): IssuedAccessToken {
    if (!this.#runtime.enabled) throw disabledError(account ?? 'default');
    return this.#issuer(this.#runtime.accounts.get(account).inUse()).issue(request);
  }

  /**
   * Issues a token of a tenant's account, which `resolveAccount` finds.
   *
   * Rejects as {@link issue} throws, and with `TWILIO_AUTH_CONFIG_INVALID` or
   * `TWILIO_AUTH_POLICY_VIOLATION` when the tenant's account may not be used.
   */
  async issueForTenant(tenantId: string, request: AccessTokenRequest): Promise<IssuedAccessToken> {
    const { account } = await this.#runtime.tenant(tenantId);
    return this.#issuer(account.inUse()).issue(request);
  }

  #issuer(account: Account): AccessTokenIssuer {
    const known = this.#issuers.get(account);
    if (known !== undefined) return known;
    const issuer = new AccessTokenIssuer(account, { clock: this.#clock });
    this.#issuers.set(account, issuer);
    return issuer;
  }
}
