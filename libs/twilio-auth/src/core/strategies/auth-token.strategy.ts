import type { Account } from '../accounts/account.js';
import { credentialOf } from './credential-of.js';
import { StaticStrategy } from './static.strategy.js';
import type { TwilioAuthStrategy, TwilioAuthStrategyFactory } from './strategy.js';

/**
 * The account's SID and Auth Token by HTTP Basic. It can do everything and cannot be narrowed,
 * which is why the policy keeps it out of production.
 */
export class AuthTokenStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'auth-token';

  create(account: Account): TwilioAuthStrategy {
    const { authToken } = credentialOf(account, this.method);
    return new StaticStrategy(this.method, account.accountSid, authToken);
  }
}
