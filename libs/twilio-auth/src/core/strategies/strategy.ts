import type { Account, Credential, RestCredential } from '../accounts/account.js';
import type { BuiltInMethod } from '../config/methods.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { TokenState } from '../oauth/oauth-token.js';

/** How a strategy describes itself, for logs, health and reports. Never a secret. */
export interface StrategyDescription {
  readonly method: string;
  /** The public half of the credential: key SID, client id or account SID. */
  readonly identifier?: string;
  /** OAuth only. */
  readonly token?: {
    readonly state: TokenState;
    /** Whole milliseconds until it expires; absent without a token. */
    readonly expiresInMs?: number;
    /** Whether the last attempt to refresh it failed. */
    readonly refreshFailing?: boolean;
  };
}

/** A `GET` that tries a credential. */
export interface ProbeRequest {
  /**
   * The whole URL, on a host of Twilio:
   * `https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json?PageSize=1`.
   */
  readonly url: string;
}

/** One way to authenticate, bound to one account. Every method results in one header value. */
export interface TwilioAuthStrategy {
  readonly method: string;
  /**
   * The value of the Authorization header. A call waits for it at most as long as it may take
   * itself, and then rejects with `TWILIO_AUTH_CONNECTION_FAILED`, reason `credential-timeout`.
   */
  authorization(): Promise<string>;
  /**
   * @internal Whether `authorization()` has nothing to wait for now. Not asked of a custom strategy,
   * which is never trusted to settle.
   */
  isReady?(): boolean;
  /**
   * The API answered 401 to this value. Resolves to `true` when a different one is available, and
   * the call is then retried once. Without an answer in time, the 401 is the result of the call.
   */
  rejected?(authorization: string): Promise<boolean>;
  describe(): StrategyDescription;
  /**
   * The cheapest read that this credential may make, for `verify()`, a rotation with `probe` and
   * health with `call`. Without it, the credential is tried like an API key of unknown type: with
   * its account, and with one message where Twilio refuses that.
   */
  probe?(): ProbeRequest;
  /** Stops background work; calls still succeed. */
  stop?(): void;
  /** Ends everything that is pending. */
  close?(): void;
}

/**
 * Creates the strategy of an account. Register one of your own with `strategies: [MyFactory]`;
 * it is a Nest provider and can inject anything.
 */
export interface TwilioAuthStrategyFactory {
  /** The `auth.method` it serves. */
  readonly method: string;
  create(account: Account): TwilioAuthStrategy;
}

/** The REST credential of an account, which must be of this method. */
export function credentialOf<M extends BuiltInMethod>(account: Account, method: M): Credential<M> {
  if (account.rest.method === method) return account.rest as RestCredential & Credential<M>;
  throw new TwilioAuthConfigError(
    [
      {
        path: 'auth.method',
        expected: `the factory for "${method}" was given an account with method "${account.rest.method}"`,
        remedy: 'Give each account to the factory of its own method.',
      },
    ],
    account.name,
  );
}
