import type { Account } from '../accounts/account.js';
import { credentialOf } from './credential-of.js';
import { StaticStrategy } from './static.strategy.js';
import type { TwilioAuthStrategy, TwilioAuthStrategyFactory } from './strategy.js';

/** Test credentials: the test account's SID and token (https://www.twilio.com/docs/iam/test-credentials). */
export class TestCredentialsStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'test';

  create(account: Account): TwilioAuthStrategy {
    const { authToken } = credentialOf(account, this.method);
    return new StaticStrategy(this.method, account.accountSid, authToken);
  }
}
