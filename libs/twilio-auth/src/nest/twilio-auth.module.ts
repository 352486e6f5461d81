import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { TwilioAuthModuleOptions } from '../core/config/options.js';
import type { Runtime } from '../core/create-runtime.js';
import type { Clock } from '../core/primitives/clock.js';
import { isObject } from '../core/primitives/is-object.js';
import { own } from '../core/primitives/own.js';
import { BUILT_IN_FACTORIES } from '../core/strategies/strategy-factories.js';
import { TwilioAuthLifecycle } from './lifecycle.js';
import { TwilioAuthEventLog } from './log.js';
import type {
  TwilioAuthModuleAsyncOptions,
  TwilioAuthModuleExtras,
  TwilioAuthOptionsFactory,
} from './module-options.js';
import { RegistrationCheck } from './registration-check.js';
import { runtimeProviders, type OptionsSource } from './runtime-providers.js';
import { TWILIO_AUTH_CLOCK, TWILIO_AUTH_RUNTIME } from './tokens.js';
import { TwilioAccessTokens } from './twilio-access-tokens.js';
import { TwilioAccounts } from './twilio-accounts.js';
import { TwilioMedia } from './twilio-media.js';
import { TwilioPermissions } from './twilio-permissions.js';
import { TwilioAuth } from './twilio-auth.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';
import { getTwilioToken, TwilioClient } from './twilio-client.js';
import { TwilioWebhookVerifier } from './webhook/twilio-webhook-verifier.js';
import { RawBodyProbe } from './webhook/webhook-setup.js';

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
  static forRoot(given: TwilioAuthModuleOptions & TwilioAuthModuleExtras = {}): DynamicModule {
    // JavaScript callers pass anything; the loader says what is wrong with it.
    const value: unknown = given;
    if (!isObject(value)) return moduleOf({}, { inject: [], create: () => given });
    const { isGlobal, strategies, ...options } = own(given);
    return moduleOf({ isGlobal, strategies }, { inject: [], create: () => options });
  }

  /** Options from a factory, a class, or the provider of a `@nestjs/config` namespace. */
  static forRootAsync(given: TwilioAuthModuleAsyncOptions): DynamicModule {
    const { imports = [], extraProviders = [], isGlobal, strategies, ...rest } = own(given);
    const source = own(rest);
    const module = moduleOf({ isGlobal, strategies }, optionsSource(source));
    const { useClass } = source;
    return {
      ...module,
      imports: [...(module.imports ?? []), ...imports],
      providers: [
        ...(useClass === undefined ? [] : [useClass]),
        ...extraProviders,
        ...(module.providers ?? []),
      ],
    };
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

/** Holds the clients that `TwilioAuthModule.forFeature()` makes injectable. */
@Module({})
class TwilioAuthFeatureModule {}

function moduleOf(
  {
    isGlobal = true,
    strategies = [],
  }: { [K in keyof TwilioAuthModuleExtras]: TwilioAuthModuleExtras[K] | undefined },
  options: OptionsSource,
): DynamicModule {
  return {
    module: TwilioAuthModule,
    global: isGlobal,
    imports: [DiscoveryModule],
    providers: [
      ...runtimeProviders(options, strategies),
      ofRuntime(TwilioClient, ({ clients }) => clients.default()),
      TwilioAccounts,
      TwilioMedia,
      TwilioPermissions,
      TwilioAuth,
      TwilioAccessTokens,
      {
        provide: TwilioWebhookVerifier,
        inject: [TWILIO_AUTH_RUNTIME, TWILIO_AUTH_CLOCK],
        useFactory: ({ webhooks }: Runtime, clock: Clock) =>
          new TwilioWebhookVerifier(webhooks, clock),
      },
      TwilioAuthEventLog,
      RawBodyProbe,
      RegistrationCheck,
      TwilioAuthLifecycle,
    ],
    exports: [
      TwilioClient,
      TwilioAccounts,
      TwilioMedia,
      TwilioPermissions,
      TwilioAuth,
      TwilioAccessTokens,
      TwilioWebhookVerifier,
      TwilioAuthEvents,
      TWILIO_AUTH_RUNTIME,
      ...BUILT_IN_FACTORIES,
      ...strategies,
    ],
  };
}

function ofRuntime<T>(
  provide: abstract new (...args: never[]) => T,
  create: (runtime: Runtime) => T,
): Provider {
  return { provide, inject: [TWILIO_AUTH_RUNTIME], useFactory: create };
}

function optionsSource({
  inject = [],
  useFactory,
  useClass,
  useExisting,
}: TwilioAuthModuleAsyncOptions): OptionsSource {
  if (useFactory !== undefined) return { inject, create: useFactory };
  const token = useClass ?? useExisting;
  if (token === undefined) {
    throw new TypeError('forRootAsync() needs one of useFactory, useClass and useExisting.');
  }
  return {
    inject: [token],
    create: (creator) => (creator as TwilioAuthOptionsFactory).createTwilioAuthOptions(),
  };
}
