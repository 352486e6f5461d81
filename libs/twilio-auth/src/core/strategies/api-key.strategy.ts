import type { Account } from '../accounts/account.js';
import { credentialOf } from './credential-of.js';
import { StaticStrategy } from './static.strategy.js';
import type { TwilioAuthStrategy, TwilioAuthStrategyFactory } from './strategy.js';

/** API key: the key's SID and secret by HTTP Basic (https://www.twilio.com/docs/iam/api-keys). */
export class ApiKeyStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'api-key';

  create(account: Account): TwilioAuthStrategy {
    const { keySid, keySecret } = credentialOf(account, this.method);
    return new StaticStrategy(this.method, keySid, keySecret);
  }
}
