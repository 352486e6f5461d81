import type {
  FactoryProvider,
  InjectionToken,
  ModuleMetadata,
  Provider,
  Type,
} from '@nestjs/common';
import type { TwilioAuthModuleOptions } from '../core/config/options.js';
import type { TwilioAuthStrategyFactory } from '../core/strategies/strategy.js';

/** What both ways of registration take in addition to the options themselves. */
export interface TwilioAuthModuleExtras {
  /**
   * `false` makes the module's providers visible only where it is imported.
   *
   * @defaultValue `true`
   */
  readonly isGlobal?: boolean;
  /** Strategy factories of your own; each is a provider and may inject anything. */
  readonly strategies?: readonly Type<TwilioAuthStrategyFactory>[];
}

/** Implement it to build the options in a class; see `useClass` and `useExisting`. */
export interface TwilioAuthOptionsFactory {
  createTwilioAuthOptions(): TwilioAuthModuleOptions | Promise<TwilioAuthModuleOptions>;
}

/** Options of `TwilioAuthModule.forRootAsync()`; the shape of `registerAs(…).asProvider()` fits. */
export interface TwilioAuthModuleAsyncOptions extends TwilioAuthModuleExtras {
  /** Modules that provide what `inject` names. */
  readonly imports?: ModuleMetadata['imports'];
  /** What `useFactory` gets as arguments. */
  readonly inject?: FactoryProvider['inject'];
  /** Returns the options, or a promise of them. */
  readonly useFactory?: (
    // oxlint-disable-next-line typescript/no-explicit-any -- the factory names the types it injects
    ...dependencies: any[]
  ) => TwilioAuthModuleOptions | Promise<TwilioAuthModuleOptions>;
  /** A class that builds the options; the module makes an instance of it. */
  readonly useClass?: Type<TwilioAuthOptionsFactory>;
  /** The token of a provider that builds the options. */
  readonly useExisting?: InjectionToken<TwilioAuthOptionsFactory>;
  /** Further providers that `useFactory`, `useClass` or the strategies need. */
  readonly extraProviders?: Provider[];
}
