import { DEFAULT_ACCOUNT } from '../accounts/account.js';
import { unknownAccount } from '../accounts/unknown-account.js';
import type { AuthOptions } from '../config/auth-options.js';
import type { AccountOptions } from '../config/options.js';
import { Clients } from './clients.js';
import { createLiveAccountDeps } from './create-live-account-deps.js';
import { disabledError } from './disabled.js';
import { LiveAccount } from './live-account.js';
import type { LiveAccountDeps } from './live-account-deps.js';
import { LiveAccounts } from './live-accounts.js';
import { probeRefused } from './probe-refused.js';
import type { RuntimeDeps } from './runtime-deps.js';
import { loadSdk, type SdkClient, type SdkConstructor } from './sdk.js';
import { tenantAccount } from './tenant-errors.js';
import { Tenants } from './tenants.js';
import { verifyAccount, type Verification } from './verify-account.js';

/** One tenant: its account and its client. */
export interface Tenant {
  readonly account: LiveAccount;
  readonly client: SdkClient;
}

/** Every account and client of one application, and nothing that outlives it. */
export class Runtime {
  readonly accounts: LiveAccounts;
  readonly enabled: boolean;
  readonly #deps: RuntimeDeps;
  readonly #live: LiveAccountDeps;
  readonly #makes: Clients;
  readonly #clients = new Map<string, SdkClient>();
  readonly #tenants: Tenants<Tenant>;

  private constructor(deps: RuntimeDeps, Sdk: SdkConstructor) {
    const { config, transport, clock } = deps;
    const { userAgent } = config.http;
    const { max, ttlSeconds, resolve } = config.tenants;
    this.#deps = deps;
    this.enabled = config.enabled;
    this.#live = createLiveAccountDeps(deps);
    this.#makes = new Clients({
      Sdk,
      httpClient: () => transport.httpClient(),
      userAgentExtensions: ['nestjs-twilio-auth', ...(userAgent === undefined ? [] : [userAgent])],
    });
    this.accounts = new LiveAccounts(
      config.accounts.map((loaded) => new LiveAccount(loaded, this.#live)),
    );
    this.#tenants = new Tenants({
      max,
      ttlSeconds,
      clock,
      resolve,
      admit: async (tenantId, options) => {
        const account = await this.candidate(tenantAccount(tenantId), options);
        return { account, client: this.#makes.of(account) };
      },
      retire: ({ account }) => account.retire(),
    });
  }

  /**
   * Lets the policy see every account, then loads the SDK and makes them live.
   *
   * Rejects with `TWILIO_AUTH_POLICY_VIOLATION` unless the policy is enforced at each request.
   */
  static async create(deps: RuntimeDeps): Promise<Runtime> {
    const { config, gate } = deps;
    gate.enforceAll(config.accounts.map(({ account }) => account));
    return new Runtime(deps, await loadSdk());
  }

  /** @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN` */
  client(name: string = DEFAULT_ACCOUNT): SdkClient {
    if (!this.enabled) return this.#makes.refusing(name, disabledError(name));
    const client = this.#clients.get(name) ?? this.#makes.of(this.accounts.get(name));
    this.#clients.set(name, client);
    return client;
  }

  /** The default account's client; without a default account, one whose every call says so. */
  defaultClient(): SdkClient {
    if (!this.enabled || this.accounts.find(DEFAULT_ACCOUNT) !== undefined) return this.client();
    const refusal = unknownAccount(DEFAULT_ACCOUNT, this.accounts.names());
    return this.#makes.refusing(DEFAULT_ACCOUNT, refusal);
  }

  /** A client on the same credential for another account SID: a subaccount. */
  subaccount(accountSid: string, name?: string): SdkClient {
    return this.enabled
      ? this.#makes.ofSubaccount(accountSid, this.accounts.get(name))
      : this.client(name);
  }

  /** Any account's client, configured or not. */
  clientOf(account: LiveAccount): SdkClient {
    return this.#makes.of(account);
  }

  /** A tenant, found by the resolver or kept from before. */
  tenant(tenantId: string): Promise<Tenant> {
    return this.enabled ? this.#tenants.get(tenantId) : Promise.reject(disabledError('default'));
  }

  /** The client of a tenant, without a detour where it is kept. */
  tenantClient(tenantId: string): Promise<SdkClient> {
    const kept = this.#tenants.find(tenantId);
    return kept === undefined
      ? this.tenant(tenantId).then(({ client }) => client)
      : Promise.resolve(kept.client);
  }

  evictTenant(tenantId: string): void {
    this.#tenants.evict(tenantId);
  }

  /** An account that is not configured: validated and let through by the policy. */
  async candidate(name: string, options: AccountOptions): Promise<LiveAccount> {
    if (!this.enabled) throw disabledError(name);
    const loaded = await this.#deps.config.loadLater(name, options);
    this.#deps.gate.enforceOne(loaded.account);
    return new LiveAccount(loaded, this.#live);
  }

  /** Tries the credential in force, or one that is not configured. */
  async verify(account?: string | AccountOptions): Promise<Verification> {
    if (!this.enabled) throw disabledError(DEFAULT_ACCOUNT);
    if (typeof account !== 'object') return this.#try(this.accounts.get(account));
    const candidate = await this.candidate('candidate', account);
    return this.#try(candidate).finally(() => candidate.retire());
  }

  /** Puts another credential in force, after Twilio has accepted it if `probe` is set. */
  async rotate(name: string, auth: AuthOptions, probe: boolean): Promise<void> {
    if (!this.enabled) throw disabledError(name);
    const live = this.accounts.get(name);
    if (!probe) return live.rotate(auth);
    return live.rotate(auth, async (candidate) => {
      const { authenticated, message } = await this.#try(candidate);
      if (!authenticated) throw probeRefused(name, message);
    });
  }

  /** Stops background work; calls still succeed while the application drains. */
  stop(): void {
    for (const account of this.#everyAccount()) account.retire();
  }

  /** Ends everything pending, within `graceMs` where it does not end by itself. */
  async close(graceMs: number): Promise<void> {
    for (const { strategy } of this.#everyAccount()) strategy.close?.();
    await this.#deps.transport.close(graceMs);
  }

  #try(account: LiveAccount): Promise<Verification> {
    return verifyAccount(account, this.#makes.of(account));
  }

  #everyAccount(): readonly LiveAccount[] {
    return [...this.accounts.all(), ...this.#tenants.cached().map(({ account }) => account)];
  }
}
