import type { Account } from '../accounts/account.js';
import type { Secret } from '../primitives/secret.js';
import {
  credentialOf,
  type StrategyDescription,
  type TwilioAuthStrategy,
  type TwilioAuthStrategyFactory,
} from './strategy.js';

/** HTTP Basic (RFC 7617). The credential never changes, so its header is made once, when it is first needed. */
class BasicStrategy implements TwilioAuthStrategy {
  readonly method: string;
  readonly #username: string;
  readonly #password: Secret;
  #header: Promise<string> | undefined;

  constructor(method: string, username: string, password: Secret) {
    this.method = method;
    this.#username = username;
    this.#password = password;
  }

  authorization(): Promise<string> {
    this.#header ??= Promise.resolve(`Basic ${this.#encoded()}`);
    return this.#header;
  }

  describe(): StrategyDescription {
    return { method: this.method, identifier: this.#username };
  }

  #encoded(): string {
    return Buffer.from(`${this.#username}:${this.#password.reveal()}`).toString('base64');
  }
}

/** API key: the key's SID and secret (https://www.twilio.com/docs/iam/api-keys). */
export class ApiKeyStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'api-key';

  create(account: Account): TwilioAuthStrategy {
    const { keySid, keySecret } = credentialOf(account, this.method);
    return new BasicStrategy(this.method, keySid, keySecret);
  }
}

/**
 * The account's SID and Auth Token. It can do everything and cannot be narrowed, which is why
 * the policy keeps it out of production.
 */
export class AuthTokenStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'auth-token';

  create(account: Account): TwilioAuthStrategy {
    const { authToken } = credentialOf(account, this.method);
    return new BasicStrategy(this.method, account.accountSid, authToken);
  }
}

/** Test credentials: the test account's SID and token (https://www.twilio.com/docs/iam/test-credentials). */
export class TestCredentialsStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'test';

  create(account: Account): TwilioAuthStrategy {
    const { authToken } = credentialOf(account, this.method);
    return new BasicStrategy(this.method, account.accountSid, authToken);
  }
}
