import { DEFAULT_ACCOUNT, type Account } from '../accounts/account.js';
import { unknownAccount } from '../accounts/unknown-account.js';
import type { LiveAccount } from './live-account.js';

/** The configured accounts by name and by SID. Which there are is settled at boot. */
export class LiveAccounts {
  readonly #accounts: ReadonlyMap<string, LiveAccount>;
  /** A rotation never changes the SID. Of several accounts with one SID the first counts. */
  readonly #bySid: ReadonlyMap<string, LiveAccount>;

  constructor(accounts: readonly LiveAccount[]) {
    this.#accounts = new Map(accounts.map((account) => [account.account, account]));
    const bySid = accounts.map((account) => [account.snapshot.accountSid, account] as const);
    this.#bySid = new Map(bySid.toReversed());
  }

  /** @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN` with the names there are. */
  get(name: string = DEFAULT_ACCOUNT): LiveAccount {
    const found = this.#accounts.get(name);
    if (found === undefined) throw unknownAccount(name, this.names());
    return found;
  }

  find(name: string): LiveAccount | undefined {
    return this.#accounts.get(name);
  }

  /** The first configured account with this SID. */
  findBySid(accountSid: string): LiveAccount | undefined {
    return this.#bySid.get(accountSid);
  }

  names(): readonly string[] {
    return [...this.#accounts.keys()];
  }

  all(): readonly LiveAccount[] {
    return [...this.#accounts.values()];
  }

  /** What is in force now, for the policy and for reports. */
  snapshots(): readonly Account[] {
    return this.all().map(({ snapshot }) => snapshot);
  }
}
