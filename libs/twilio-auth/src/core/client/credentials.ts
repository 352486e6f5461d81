import { CANDIDATE_ACCOUNT } from '../accounts/account-names.js';
import type { AuthInput } from '../config/auth-options.js';
import type { AccountOptions } from '../config/options.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { PermissionUse } from '../permissions/permission-use.js';
import type { Clients } from './clients.js';
import type { LiveAccount } from './live-account.js';
import type { LiveAccounts } from './live-accounts.js';
import { verifyAccount, type Verification } from './verify-account.js';
import { verifyWithPermissions } from './verify-permissions.js';

/** Tries credentials with Twilio, and replaces them. */
export class Credentials {
  readonly #accounts: LiveAccounts;
  readonly #clients: Clients;
  readonly #permissions: PermissionUse;

  constructor(accounts: LiveAccounts, clients: Clients, permissions: PermissionUse) {
    this.#accounts = accounts;
    this.#clients = clients;
    this.#permissions = permissions;
  }

  /** Tries the credential of a configured account by name, or one that is not configured. */
  async verify(account?: string | AccountOptions): Promise<Verification> {
    if (typeof account !== 'object') return this.#verify(this.#accounts.get(account));
    const candidate = await this.#accounts.open(CANDIDATE_ACCOUNT, account);
    return this.#verify(candidate).finally(() => candidate.stop());
  }

  /** Replaces the credential of an account, with `probe` only after Twilio has accepted it. */
  async rotate(accountName: string, auth: AuthInput, probe: boolean): Promise<void> {
    const account = this.#accounts.get(accountName);
    if (!probe) return account.rotate(auth);
    return account.rotate(auth, async (candidate) => {
      const { authenticated, message } = await this.#try(candidate);
      if (!authenticated) throw probeRefused(accountName, message);
    });
  }

  #verify(account: LiveAccount): Promise<Verification> {
    const { permissions } = this.#permissions.of(account.accountName);
    return verifyWithPermissions(account, this.#clients.ofProbe(account), permissions);
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
