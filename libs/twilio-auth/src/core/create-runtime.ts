import { AccessTokens } from './access-token/access-tokens.js';
import type { Account } from './accounts/account.js';
import { loadConfig, type LoadedConfig } from './accounts/load-config.js';
import { createCapabilityGate } from './capabilities/capability-gate.js';
import { Clients } from './client/clients.js';
import { Credentials } from './client/credentials.js';
import type { LiveAccount } from './client/live-account.js';
import { LiveAccounts } from './client/live-accounts.js';
import { MediaDownloads } from './client/media.js';
import { loadSdk, type SdkClient } from './client/sdk-client.js';
import { Tenants } from './client/tenants.js';
import type { ShutdownOptions, TwilioAuthModuleOptions } from './config/options.js';
import { Problems } from './config/problems.js';
import type { Emit } from './events/events.js';
import type { ObservedCalls } from './events/observed-calls.js';
import { HealthCheck } from './health/health-check.js';
import { exceptionProblems, exceptionsIn } from './policy/exceptions.js';
import { createGate } from './policy/create-gate.js';
import type { PolicyGate } from './policy/policy-gate.js';
import { PermissionUse } from './permissions/permission-use.js';
import type { Clock } from './primitives/clock.js';
import { own } from './primitives/own.js';
import { LookupLimit } from './primitives/unverified-lookups.js';
import { OAuthStrategyFactory } from './strategies/oauth.strategy.js';
import { builtInFactories, methodsOf } from './strategies/strategy-factories.js';
import type { TwilioAuthStrategyFactory } from './strategies/strategy.js';
import { createTransport } from './transport/create-transport.js';
import type { Transport } from './transport/transport.js';
import { createWebhookVerifier } from './webhook/create-webhook-verifier.js';
import type { WebhookVerifier } from './webhook/webhook-verifier.js';

/** What an application is made of. Printing it shows no secret. */
export interface Runtime {
  readonly accounts: LiveAccounts;
  readonly clients: Clients;
  readonly tenants: Tenants<Tenant>;
  readonly credentials: Credentials;
  readonly gate: PolicyGate;
  readonly webhooks: WebhookVerifier;
  readonly accessTokens: AccessTokens;
  readonly media: MediaDownloads;
  readonly health: HealthCheck;
  readonly permissions: PermissionUse;
  /**
   * Begins the shutdown: ends background work now, and within `shutdown.graceMs` every call, whatever
   * Twilio does. Until then calls still succeed while the application drains.
   */
  stop(): void;
  /** Ends everything, by force what has not ended by itself within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** A tenant's account and client. */
export interface Tenant {
  readonly account: LiveAccount;
  readonly client: SdkClient;
}

/** Receives log messages that are not events. */
interface RuntimeLog {
  readonly warn: (message: string) => void;
  readonly debug: (message: string) => void;
}

/** What an application is made with, besides its configuration. */
export interface RuntimePorts {
  readonly clock: Clock;
  readonly emit: Emit;
  /** Who is told about every call of the connection pool. Default: nobody. */
  readonly calls?: ObservedCalls;
  /** Default: nothing is logged. */
  readonly log?: RuntimeLog;
  /** Every strategy factory, one for each method. Default: the built-in ones. */
  readonly factories?: readonly TwilioAuthStrategyFactory[];
  /** Whether `TwilioAuthTestingModule` made the application. Default: `false`. */
  readonly testingModule?: boolean;
  /** Default: the connection pool of the configuration. */
  readonly transport?: Transport | undefined;
}

/**
 * Loads the configuration and creates the application from it.
 *
 * Rejects with `TWILIO_AUTH_CONFIG_INVALID`, and as {@link createRuntime} does.
 */
export async function startRuntime(
  options: TwilioAuthModuleOptions,
  ports: RuntimePorts,
): Promise<Runtime> {
  const { clock, factories = builtInFactories() } = ports;
  const problems = new Problems();
  problems.addAll(exceptionProblems(exceptionsIn(options), clock.wallMs()));
  const config = await loadConfig(options, { methods: methodsOf(factories), clock, problems });
  return createRuntime(config, { ...ports, factories });
}

/**
 * Creates an application from its configuration: the one place where its parts are put together.
 *
 * Rejects with `TWILIO_AUTH_POLICY_VIOLATION` unless the policy is enforced at each request.
 */
export async function createRuntime(config: LoadedConfig, ports: RuntimePorts): Promise<Runtime> {
  const { clock, emit, log = SILENT, factories = builtInFactories() } = ports;
  const transport = ports.transport ?? transportOf(config, ports);
  const { testingModule = false } = ports;
  const gate = createGate(config, { clock, emit, testingModule });
  gate.enforceAll(config.accounts.map(({ account }) => account));

  const { tokenStore, timeoutMs } = config.oauth;
  const oauth = { send: transport.sendTokenRequest, clock, emit, tokenStore, timeoutMs };
  for (const factory of factories) {
    if (factory instanceof OAuthStrategyFactory) factory.connect(oauth);
  }
  const byMethod = new Map(factories.map((factory) => [factory.method, factory]));
  const permissions = new PermissionUse();
  if (ports.calls !== undefined) ports.calls.permissions = () => permissions.calls();
  const accounts = new LiveAccounts(config, {
    clock,
    emit,
    gate,
    // Loading accepts no method without a factory.
    createStrategy: (account: Account) => byMethod.get(account.rest.method)!.create(account),
    capability: createCapabilityGate({ mode: config.capabilityCheck, emit, warn: log.warn }),
    permissions,
  });
  const clients = new Clients(accounts, {
    Sdk: await loadSdk(),
    httpClient: () => transport.httpClient(),
    userAgentExtensions: ['nestjs-twilio-auth', config.http.userAgent].filter(
      (name) => name !== undefined,
    ),
  });
  const limit = new LookupLimit();
  const tenants = new Tenants<Tenant>({
    ...config.tenants,
    clock,
    limit,
    assertEnabled: () => accounts.assertEnabled(),
    open: async (name, options) => {
      const account = await accounts.open(name, options);
      return { account, client: clients.of(account) };
    },
    stop: ({ account }) => account.stop(),
  });
  const webhookPorts = { gate, tenants, limit, clock, emit };
  const everyAccount = (): readonly LiveAccount[] => [
    ...accounts.all(),
    ...tenants.cached().map(({ account }) => account),
  ];
  return {
    accounts,
    clients,
    tenants,
    credentials: new Credentials(accounts, clients, permissions),
    gate,
    webhooks: createWebhookVerifier(config, accounts, { ...webhookPorts, warn: log.warn }),
    accessTokens: new AccessTokens(clock, log.warn),
    media: new MediaDownloads((request) => transport.download(request)),
    permissions,
    health: new HealthCheck({ accounts, clients, gate, config, clock }),
    stop() {
      // Sockets keep the process alive until then, not this timer.
      clock.after(callsEndAfter(config.shutdown), () => void close(0));
      for (const account of everyAccount()) account.stop();
    },
    close,
  };

  async function close(graceMs: number): Promise<void> {
    try {
      for (const { strategy } of everyAccount()) strategy.close?.();
    } finally {
      await transport.close(graceMs);
    }
  }
}

/** Most of the grace is for calls in flight, and the rest for the answers to those that are ended. */
function callsEndAfter({ graceMs = 10_000 }: ShutdownOptions): number {
  return graceMs - Math.min(1000, graceMs / 4);
}

const SILENT: RuntimeLog = { warn: () => {}, debug: () => {} };

function transportOf(
  config: LoadedConfig,
  { clock, calls, log = SILENT }: RuntimePorts,
): Transport {
  const { http, apiBaseUrl, network, environment } = config;
  const { isProduction } = environment;
  const ports = { clock, calls, debug: log.debug };
  return createTransport({ http, apiBaseUrl, isProduction, env: own(network), ...ports });
}
