import { Inject, Injectable } from '@nestjs/common';
import type {
  AccessTokenRequest,
  IssuedAccessToken,
} from '../core/access-token/access-token-request.js';
import type { Runtime } from '../core/create-runtime.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';

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

  constructor(@Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * Issues a token at once.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCESS_TOKEN_INVALID` (`reason` is the field),
   * `TWILIO_AUTH_SIGNING_KEY_MISSING`, `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  issue(options: AccessTokenOptionsOfAccount): IssuedAccessToken {
    const account = Object.hasOwn(options, 'account') ? options.account : undefined;
    const { accounts, accessTokens } = this.#runtime;
    return accessTokens.issue(accounts.get(account).inUse(), options);
  }

  /**
   * Issues a token of a tenant's account, which `resolveAccount` finds.
   *
   * Rejects as {@link issue} throws, and with `TWILIO_AUTH_CONFIG_INVALID` or
   * `TWILIO_AUTH_POLICY_VIOLATION` when the tenant's account may not be used.
   */
  async issueForTenant(tenantId: string, request: AccessTokenRequest): Promise<IssuedAccessToken> {
    const { tenants, accessTokens } = this.#runtime;
    const { account } = await tenants.get(tenantId);
    return accessTokens.issue(account.inUse(), request);
  }
}
