import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { TwilioAuthModuleOptions } from '../core/config/options.js';
import type { Runtime } from '../core/client/runtime.js';
import { CORE_PROVIDERS, type OptionsSource } from './core-providers.js';
import { HEALTH_PROVIDER } from './health-provider.js';
import { LIFECYCLE_PROVIDER } from './lifecycle-provider.js';
import { TwilioAuthEventLog } from './log.js';
import type {
  TwilioAuthModuleAsyncOptions,
  TwilioAuthModuleExtras,
  TwilioAuthOptionsFactory,
} from './module-options.js';
import { BUILT_IN_FACTORIES, strategyProviders } from './strategy-providers.js';
import { TWILIO_AUTH_HEALTH, TWILIO_AUTH_OPTIONS_FACTORY, TWILIO_AUTH_RUNTIME } from './tokens.js';
import { TwilioAccessTokens } from './twilio-access-tokens.js';
import { TwilioAccounts } from './twilio-accounts.js';
import { TwilioAuth } from './twilio-auth.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';
import { getTwilioToken, TwilioClient } from './twilio-client.js';
import { TwilioWebhookVerifier } from './webhook/twilio-webhook-verifier.js';
import { WEBHOOK_PROVIDERS } from './webhook/webhook-providers.js';

const PUBLIC_PROVIDERS: Provider[] = [
  {
    provide: TwilioClient,
    inject: [TWILIO_AUTH_RUNTIME],
    useFactory: (runtime: Runtime) => runtime.defaultClient(),
  },
  TwilioAccounts,
  TwilioAuth,
  TwilioAccessTokens,
];

/**
 * Registers how the application authenticates with Twilio. Import it once, in the root module.
 *
 * Start-up stops with `TWILIO_AUTH_CONFIG_INVALID` when the configuration is incomplete, and
 * with `TWILIO_AUTH_POLICY_VIOLATION` when it is not allowed in this environment.
 *
 * @example
 * import { Module } from '@nestjs/common';
 * import { TwilioAuthModule } from 'nestjs-twilio-auth';
 *
 * @Module({ imports: [TwilioAuthModule.forRoot()] })
 * export class AppModule {}
 */
@Module({})
export class TwilioAuthModule {
  /** Options in code; without any, everything comes from the environment. */
  static forRoot({
    isGlobal,
    strategies,
    ...options
  }: TwilioAuthModuleOptions & TwilioAuthModuleExtras = {}): DynamicModule {
    return moduleOf({ isGlobal, strategies }, [
      { provide: TWILIO_AUTH_OPTIONS_FACTORY, useValue: async () => options },
    ]);
  }

  /** Options from a factory, a class, or the provider of a `@nestjs/config` namespace. */
  static forRootAsync({
    imports = [],
    extraProviders = [],
    isGlobal,
    strategies,
    ...source
  }: TwilioAuthModuleAsyncOptions): DynamicModule {
    const providers = [...extraProviders, ...optionsProviders(source)];
    const registered = moduleOf({ isGlobal, strategies }, providers);
    return { ...registered, imports: [...(registered.imports ?? []), ...imports] };
  }

  /**
   * Makes the clients of named accounts injectable with `@InjectTwilio(name)`. It needs the
   * global module; with `isGlobal: false` use {@link TwilioAccounts} instead.
   */
  static forFeature(...names: readonly string[]): DynamicModule {
    const providers = names.map((name) => ({
      provide: getTwilioToken(name),
      inject: [TwilioAccounts],
      useFactory: (accounts: TwilioAccounts) => accounts.client(name),
    }));
    return {
      module: TwilioAuthFeatureModule,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

/** Host of the clients that `TwilioAuthModule.forFeature()` makes injectable. */
@Module({})
class TwilioAuthFeatureModule {}

function moduleOf(
  {
    isGlobal = true,
    strategies = [],
  }: { [K in keyof TwilioAuthModuleExtras]: TwilioAuthModuleExtras[K] | undefined },
  options: readonly Provider[],
): DynamicModule {
  return {
    module: TwilioAuthModule,
    global: isGlobal,
    imports: [DiscoveryModule],
    providers: [
      ...options,
      ...CORE_PROVIDERS,
      ...strategyProviders(strategies),
      ...PUBLIC_PROVIDERS,
      ...WEBHOOK_PROVIDERS,
      HEALTH_PROVIDER,
      TwilioAuthEventLog,
      LIFECYCLE_PROVIDER,
    ],
    exports: [
      TwilioClient,
      TwilioAccounts,
      TwilioAuth,
      TwilioAccessTokens,
      TwilioWebhookVerifier,
      TwilioAuthEvents,
      TWILIO_AUTH_HEALTH,
      ...BUILT_IN_FACTORIES,
      ...strategies,
    ],
  };
}

function optionsProviders({
  inject = [],
  useFactory,
  useClass,
  useExisting,
}: TwilioAuthModuleAsyncOptions): Provider[] {
  if (useFactory !== undefined) {
    const factory = (...dependencies: unknown[]): OptionsSource => {
      return async () => useFactory(...dependencies);
    };
    return [{ provide: TWILIO_AUTH_OPTIONS_FACTORY, inject, useFactory: factory }];
  }
  const token = useClass ?? useExisting;
  if (token === undefined) {
    throw new TypeError('forRootAsync() needs one of useFactory, useClass and useExisting.');
  }
  const factory = (creator: TwilioAuthOptionsFactory): OptionsSource => {
    return async () => creator.createTwilioAuthOptions();
  };
  return [
    ...(useClass === undefined ? [] : [useClass]),
    { provide: TWILIO_AUTH_OPTIONS_FACTORY, inject: [token], useFactory: factory },
  ];
}
