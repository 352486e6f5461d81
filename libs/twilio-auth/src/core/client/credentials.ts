import { CANDIDATE_ACCOUNT } from '../accounts/account-names.js';
import type { AuthOptions } from '../config/auth-options.js';
import type { AccountOptions } from '../config/options.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Clients } from './clients.js';
import type { LiveAccount } from './live-account.js';
import type { LiveAccounts } from './live-accounts.js';
import { verifyAccount, type Verification } from './verify-account.js';

/** Tries credentials with Twilio, and replaces them. */
export class Credentials {
  readonly #accounts: LiveAccounts;
  readonly #clients: Clients;

  constructor(accounts: LiveAccounts, clients: Clients) {
    this.#accounts = accounts;
    this.#clients = clients;
  }

  /** Tries the credential of a configured account by name, or one that is not configured. */
  async verify(account?: string | AccountOptions): Promise<Verification> {
    if (typeof account !== 'object') return this.#try(this.#accounts.get(account));
    const candidate = await this.#accounts.open(CANDIDATE_ACCOUNT, account);
    return this.#try(candidate).finally(() => candidate.stop());
  }

  /** Replaces the credential of an account, with `probe` only after Twilio has accepted it. */
  async rotate(accountName: string, auth: AuthOptions, probe: boolean): Promise<void> {
    const account = this.#accounts.get(accountName);
    if (!probe) return account.rotate(auth);
    return account.rotate(auth, async (candidate) => {
      const { authenticated, message } = await this.#try(candidate);
      if (!authenticated) throw probeRefused(accountName, message);
    });
  }

  #try(account: LiveAccount): Promise<Verification> {
    return verifyAccount(account, this.#clients.ofProbe(account));
  }
}

function probeRefused(accountName: string, message: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_CREDENTIAL_REFUSED',
    `Twilio refused the new credential of "${accountName}": ${message} The old one stays in use.`,
    { account: accountName, reason: 'probe-refused' },
  );
}
