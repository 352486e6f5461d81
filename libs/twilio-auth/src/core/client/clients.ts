import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { isSid } from '../primitives/sid.js';
import { createClient, type ClientFactoryDeps } from './create-client.js';
import type { LiveAccount } from './live-account.js';
import { NOBODYS_ACCOUNT_SID, refusingCredential } from './refusing-credential.js';
import type { SdkClient } from './sdk.js';
import { SubaccountCredential } from './subaccount-credential.js';

/** Makes the SDK clients of one application. */
export class Clients {
  readonly #deps: ClientFactoryDeps;

  constructor(deps: ClientFactoryDeps) {
    this.#deps = deps;
  }

  /** The client of an account, on whatever credential is in force for it. */
  of(account: LiveAccount): SdkClient {
    return createClient(account.snapshot, account, this.#deps);
  }

  /** A client for a subaccount on the credential of its parent. */
  ofSubaccount(accountSid: string, parent: LiveAccount): SdkClient {
    if (!isSid('account', accountSid)) throw notAnAccountSid();
    const account = { ...parent.snapshot, accountSid };
    return createClient(account, new SubaccountCredential(parent), this.#deps);
  }

  /** A client whose every call rejects with this error. */
  refusing(account: string, refusal: TwilioAuthError): SdkClient {
    const credential = refusingCredential(account, refusal);
    return createClient({ accountSid: NOBODYS_ACCOUNT_SID }, credential, this.#deps);
  }
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
