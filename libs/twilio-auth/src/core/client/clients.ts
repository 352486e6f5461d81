import type { ApiRequest } from '../capabilities/api-request.js';
import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import { unknownAccount } from '../accounts/unknown-account.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { isSid } from '../primitives/sid.js';
import type { ClientValidationKey, WireCredential } from '../transport/wire-credential.js';
import type { LiveAccount } from './live-account.js';
import { disabledError, type LiveAccounts } from './live-accounts.js';
import { createSdkClient, type SdkClient, type SdkClientDeps } from './sdk-client.js';

/** The SDK clients of one application. */
export class Clients {
  readonly #accounts: LiveAccounts;
  readonly #deps: SdkClientDeps;
  readonly #byName = new Map<string, SdkClient>();

  constructor(accounts: LiveAccounts, deps: SdkClientDeps) {
    this.#accounts = accounts;
    this.#deps = deps;
  }

  /**
   * The client of a configured account, the same one each time. While the module is switched
   * off, a client whose every call rejects.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN`
   */
  get(name: string = DEFAULT_ACCOUNT): SdkClient {
    if (!this.#accounts.enabled) return this.#rejecting(name, disabledError(name));
    const client = this.#byName.get(name) ?? this.of(this.#accounts.get(name));
    this.#byName.set(name, client);
    return client;
  }

  /** The default account's client. Without a default account, one whose every call says so. */
  default(): SdkClient {
    const { enabled } = this.#accounts;
    if (!enabled || this.#accounts.find(DEFAULT_ACCOUNT) !== undefined) return this.get();
    const error = unknownAccount(DEFAULT_ACCOUNT, this.#accounts.names());
    return this.#rejecting(DEFAULT_ACCOUNT, error);
  }

  /** A new client of any account, on whatever credential the account uses at each call. */
  of(account: LiveAccount): SdkClient {
    return createSdkClient(account.snapshot, account, this.#deps);
  }

  /** A client for a subaccount, on the credential of its parent. */
  ofSubaccount(accountSid: string, parentName?: string): SdkClient {
    if (!this.#accounts.enabled) return this.get(parentName);
    const parent = this.#accounts.get(parentName);
    if (!isSid('account', accountSid)) throw notAnAccountSid();
    const account = { ...parent.snapshot, accountSid };
    return createSdkClient(account, new SubaccountCredential(parent), this.#deps);
  }

  #rejecting(accountName: string, error: TwilioAuthError): SdkClient {
    const account = { accountSid: PLACEHOLDER_SID };
    return createSdkClient(account, rejectingCredential(accountName, error), this.#deps);
  }
}

/**
 * The credential of a parent, in a client for one of its subaccounts: the same token or key,
 * without what a parent cannot do there (https://www.twilio.com/docs/iam/api/subaccounts).
 */
class SubaccountCredential implements WireCredential {
  readonly accountName: string;
  readonly #parent: LiveAccount;

  constructor(parent: LiveAccount) {
    this.accountName = parent.accountName;
    this.#parent = parent;
  }

  get clientValidation(): ClientValidationKey | undefined {
    return this.#parent.clientValidation;
  }

  assertAllowed(request: ApiRequest): void {
    this.#parent.assertAllowedForSubaccount(request);
  }

  assertPolicy(): void {
    this.#parent.assertPolicy();
  }

  assertAuthTokenAllowed(): void {
    this.#parent.assertAuthTokenAllowed();
  }

  authorization(): Promise<string> {
    return this.#parent.authorization();
  }

  rejected(authorization: string): Promise<boolean> {
    return this.#parent.rejected(authorization);
  }

  hint(request: ApiRequest, twilioCode: number | undefined): string | undefined {
    return this.#parent.hint(request, twilioCode);
  }
}

/** Well-formed and of no account: the SDK needs an account SID before anything can be called. */
const PLACEHOLDER_SID = `AC${'0'.repeat(32)}`;

/** A credential that rejects every request with this error. */
export function rejectingCredential(accountName: string, error: TwilioAuthError): WireCredential {
  const reject = (): never => {
    throw error;
  };
  return {
    accountName,
    assertAllowed: reject,
    assertPolicy: reject,
    assertAuthTokenAllowed: reject,
    authorization: async () => reject(),
    rejected: async () => false,
    hint: () => undefined,
  };
}

function notAnAccountSid(): TwilioAuthConfigError {
  return new TwilioAuthConfigError([
    {
      path: 'subaccount(sid)',
      expected: 'expected an account SID: AC and 32 hexadecimal digits',
      remedy: 'Copy the SID of the subaccount from the Twilio Console.',
    },
  ]);
}
