import { DEFAULT_ACCOUNT } from '../accounts/account.js';
import { toAccount } from '../accounts/to-account.js';
import { unknownAccount } from '../accounts/unknown-account.js';
import { createCapabilityGate } from '../capabilities/capability-gate.js';
import type { LoadedConfig } from '../config/load-config.js';
import type { AccountOptions } from '../config/options.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { Emit } from '../events/events.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import { isSid } from '../primitives/sid.js';
import type { TwilioAuthStrategyFactory } from '../strategies/strategy.js';
import type { Transport } from '../transport/transport.js';
import type { WireCredential } from '../transport/wire-credential.js';
import { createClient, type ClientFactoryDeps } from './create-client.js';
import { DISABLED_ACCOUNT_SID, disabledCredential, disabledError } from './disabled.js';
import { LiveAccount } from './live-account.js';
import type { LiveAccountDeps } from './live-account-deps.js';
import { LiveAccounts } from './live-accounts.js';
import { loadSdk, type SdkClient, type SdkConstructor } from './sdk.js';
import { SubaccountCredential } from './subaccount-credential.js';
import { Tenants } from './tenants.js';

/** One tenant: its account and its client. */
export interface Tenant {
  readonly account: LiveAccount;
  readonly client: SdkClient;
}

/** What the runtime is put together from. */
export interface RuntimeDeps {
  readonly config: LoadedConfig;
  readonly transport: Transport;
  readonly gate: PolicyGate;
  readonly factories: readonly TwilioAuthStrategyFactory[];
  readonly clock: Clock;
  readonly emit: Emit;
  readonly warn: (message: string) => void;
}

/** Every account and client of one application, and nothing that outlives it. */
export class Runtime {
  readonly accounts: LiveAccounts;
  readonly tenants: Tenants<Tenant>;
  readonly enabled: boolean;
  readonly #deps: RuntimeDeps;
  readonly #live: LiveAccountDeps;
  readonly #clientDeps: ClientFactoryDeps;
  readonly #clients = new Map<string, SdkClient>();

  private constructor(deps: RuntimeDeps, Sdk: SdkConstructor) {
    const { config, transport, clock } = deps;
    this.#deps = deps;
    this.enabled = config.enabled;
    this.#live = liveAccountDeps(deps);
    this.#clientDeps = {
      Sdk,
      httpClient: () => transport.httpClient(),
      userAgent: config.http.userAgent,
    };
    this.accounts = new LiveAccounts(
      config.accounts.map((loaded) => new LiveAccount(loaded, this.#live)),
    );
    const { max, ttlSeconds, resolve } = config.tenants;
    this.tenants = new Tenants({
      max,
      ttlSeconds,
      clock,
      resolve,
      admit: (tenantId, options) => this.candidate(tenantId, options),
      create: (account) => ({ account, client: this.clientOf(account) }),
    });
  }

  /**
   * Lets the policy see every account, then loads the SDK and makes them live.
   *
   * Rejects with `TWILIO_AUTH_POLICY_VIOLATION` unless the policy is enforced at each request.
   */
  static async create(deps: RuntimeDeps): Promise<Runtime> {
    const { config, gate } = deps;
    gate.enforce(config.accounts.map(toAccount));
    return new Runtime(deps, await loadSdk());
  }

  /** @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN` */
  client(name: string = DEFAULT_ACCOUNT): SdkClient {
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const client = this.enabled
      ? this.clientOf(this.accounts.get(name))
      : this.#refusing(disabledCredential(name));
    this.#clients.set(name, client);
    return client;
  }

  /** The default account's client; without a default account, one whose every call says so. */
  defaultClient(): SdkClient {
    if (!this.enabled || this.accounts.find(DEFAULT_ACCOUNT) !== undefined) return this.client();
    const refusal = unknownAccount(DEFAULT_ACCOUNT, this.accounts.names());
    const refuse = (): never => {
      throw refusal;
    };
    return this.#refusing({ ...disabledCredential(DEFAULT_ACCOUNT), admit: refuse });
  }

  /** A client on the same credential for another account SID: a subaccount. */
  subaccount(accountSid: string, name?: string): SdkClient {
    if (!this.enabled) return this.client(name);
    if (!isSid('account', accountSid)) throw notAnAccountSid();
    const parent = this.accounts.get(name);
    const { region, edge } = parent.snapshot;
    const located = {
      ...(region === undefined ? {} : { region }),
      ...(edge === undefined ? {} : { edge }),
    };
    const { createCapabilityGate: gateOf } = this.#live;
    const credential = new SubaccountCredential(parent, () =>
      gateOf(parent.snapshot, 'subaccount'),
    );
    return createClient({ accountSid, ...located }, credential, this.#clientDeps);
  }

  clientOf(account: LiveAccount): SdkClient {
    return createClient(account.snapshot, account, this.#clientDeps);
  }

  /** An account that is not configured: validated and let through by the policy. */
  async candidate(name: string, options: AccountOptions): Promise<LiveAccount> {
    if (!this.enabled) throw disabledError(name);
    const account = new LiveAccount(await this.#deps.config.loadLater(name, options), this.#live);
    this.#deps.gate.enforce([account.snapshot]);
    return account;
  }

  /** Stops background work; calls still succeed while the application drains. */
  stop(): void {
    for (const { strategy } of this.accounts.all()) strategy.stop?.();
  }

  /** Ends everything pending, within `graceMs` where it does not end by itself. */
  async close(graceMs: number): Promise<void> {
    for (const { strategy } of this.accounts.all()) strategy.close?.();
    this.tenants.close();
    await this.#deps.transport.close(graceMs);
  }

  #refusing(credential: WireCredential): SdkClient {
    return createClient({ accountSid: DISABLED_ACCOUNT_SID }, credential, this.#clientDeps);
  }
}

function liveAccountDeps(deps: RuntimeDeps): LiveAccountDeps {
  const { config, gate, factories, clock, emit, warn } = deps;
  const byMethod = new Map(factories.map((factory) => [factory.method, factory]));
  return {
    clock,
    emit,
    gate,
    createStrategy: (account) => {
      const factory = byMethod.get(account.rest.method);
      if (factory === undefined) throw new Error(`no strategy factory for ${account.rest.method}`);
      return factory.create(account);
    },
    createCapabilityGate: (account, scope) =>
      createCapabilityGate(account, { mode: config.capabilityCheck, emit, warn }, scope),
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
