import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import type { Account } from '../accounts/account.js';
import type { LoadedConfig } from '../accounts/load-config.js';
import { unknownAccount } from '../accounts/unknown-account.js';
import type { AccountOptions } from '../config/options.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { AccountDeps } from './account-state.js';
import { LiveAccount } from './live-account.js';

/**
 * The configured accounts by name and by SID, which are settled at boot, and those that are
 * opened later. While the module is switched off, asking for any account throws
 * `TWILIO_AUTH_DISABLED`.
 */
export class LiveAccounts {
  readonly enabled: boolean;
  readonly #deps: AccountDeps;
  readonly #loadLater: LoadedConfig['loadLater'];
  readonly #byName: ReadonlyMap<string, LiveAccount>;
  /** A rotation never changes the SID. Of several accounts with one SID, this has the first. */
  readonly #bySid: ReadonlyMap<string, LiveAccount>;

  /** @throws the error of a strategy factory that cannot create its strategy. */
  constructor(
    { enabled, accounts, loadLater }: Pick<LoadedConfig, 'enabled' | 'accounts' | 'loadLater'>,
    deps: AccountDeps,
  ) {
    this.enabled = enabled;
    this.#deps = deps;
    this.#loadLater = loadLater;
    const live = accounts.map((loaded) => new LiveAccount(loaded, deps));
    this.#byName = new Map(live.map((account) => [account.accountName, account]));
    const bySid = live.map((account) => [account.snapshot.accountSid, account] as const);
    this.#bySid = new Map(bySid.toReversed());
  }

  /** @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN` with the configured names. */
  get(name: string = DEFAULT_ACCOUNT): LiveAccount {
    const found = this.find(name);
    if (found === undefined) throw unknownAccount(name, this.names());
    return found;
  }

  find(name: string): LiveAccount | undefined {
    this.assertEnabled(name);
    return this.#byName.get(name);
  }

  /** The first configured account with this SID. */
  findBySid(accountSid: string): LiveAccount | undefined {
    this.assertEnabled();
    return this.#bySid.get(accountSid);
  }

  /**
   * An account that is not configured: a tenant, or one that is to be tried.
   *
   * Rejects with `TWILIO_AUTH_CONFIG_INVALID` or `TWILIO_AUTH_POLICY_VIOLATION`.
   */
  async open(name: string, options: AccountOptions): Promise<LiveAccount> {
    this.assertEnabled();
    const loaded = await this.#loadLater(name, options);
    this.#deps.gate.enforceOne(loaded.account);
    return new LiveAccount(loaded, this.#deps);
  }

  names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  all(): readonly LiveAccount[] {
    return [...this.#byName.values()];
  }

  /** The settings and credentials in use now, for the policy and for reports. */
  snapshots(): readonly Account[] {
    return this.all().map(({ snapshot }) => snapshot);
  }

  /** @throws TwilioAuthError `TWILIO_AUTH_DISABLED` */
  assertEnabled(name: string = DEFAULT_ACCOUNT): void {
    if (!this.enabled) throw disabledError(name);
  }
}

/** `TWILIO_AUTH_DISABLED`: the module is switched off. */
export function disabledError(accountName: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_DISABLED',
    'Twilio is switched off here (enabled: false, or TWILIO_AUTH_ENABLED=false). Nothing was sent.',
    { account: accountName },
  );
}
