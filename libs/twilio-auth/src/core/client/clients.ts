import type { ApiRequest } from '../capabilities/api-request.js';
import type { RefusedAnswer } from '../capabilities/capability-hint.js';
import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import { unknownAccount } from '../accounts/unknown-account.js';
import type { CallScope } from '../permissions/permission-use.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { isSid } from '../primitives/sid.js';
import type { ClientValidationKey, WireCredential } from '../transport/calls/wire-credential.js';
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
    return createSdkClient(account, new ScopedCredential(parent, 'subaccount'), this.#deps);
  }

  /** A client whose calls are the library's own: they are not what the application needs. */
  ofProbe(account: LiveAccount): SdkClient {
    return createSdkClient(account.snapshot, new ScopedCredential(account, 'probe'), this.#deps);
  }

  #rejecting(accountName: string, error: TwilioAuthError): SdkClient {
    const account = { accountSid: PLACEHOLDER_SID };
    return createSdkClient(account, rejectingCredential(accountName, error), this.#deps);
  }
}

/**
 * The credential of an account in a client for another scope: for one of its subaccounts, without
 * what a parent cannot do there (https://www.twilio.com/docs/iam/api/subaccounts), or for a probe.
 */
class ScopedCredential implements WireCredential {
  readonly accountName: string;
  readonly #account: LiveAccount;
  readonly #scope: CallScope;

  constructor(account: LiveAccount, scope: CallScope) {
    this.accountName = account.accountName;
    this.#account = account;
    this.#scope = scope;
  }

  get hasToWait(): boolean {
    return this.#account.hasToWait;
  }

  get clientValidation(): ClientValidationKey | undefined {
    return this.#account.clientValidation;
  }

  assertAllowed(request: ApiRequest): void {
    this.#account.assertAllowed(request, this.#scope);
  }

  assertPolicy(): void {
    this.#account.assertPolicy();
  }

  assertAuthTokenAllowed(): void {
    this.#account.assertAuthTokenAllowed();
  }

  authorization(): Promise<string> {
    return this.#account.authorization();
  }

  rejected(authorization: string, request: ApiRequest): Promise<boolean> {
    return this.#account.rejected(authorization, request);
  }

  answered(request: ApiRequest, isRejected: boolean): void {
    this.#account.answered(request, isRejected);
  }

  hint(request: ApiRequest, answer: RefusedAnswer): string | undefined {
    return this.#account.hint(request, answer);
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
