import type {
  FactoryProvider,
  InjectionToken,
  ModuleMetadata,
  Provider,
  Type,
} from '@nestjs/common';
import type { TwilioAuthModuleOptions } from '../core/config/options.js';
import type { TwilioAuthStrategyFactory } from '../core/strategies/strategy.js';

/** What both ways of registration take beside the options themselves. */
export interface TwilioAuthModuleExtras {
  /** Default `true`; `false` makes the module visible only where it is imported. */
  readonly isGlobal?: boolean;
  /** Strategy factories of your own; each is a provider and may inject anything. */
  readonly strategies?: readonly Type<TwilioAuthStrategyFactory>[];
}

/** Implement it to build the options in a class; see `useClass` and `useExisting`. */
export interface TwilioAuthOptionsFactory {
  createTwilioAuthOptions(): TwilioAuthModuleOptions | Promise<TwilioAuthModuleOptions>;
}

/** Options of `TwilioAuthModule.forRootAsync()`; the shape of `registerAs(…).asProvider()` fits. */
export interface TwilioAuthModuleAsyncOptions
  extends TwilioAuthModuleExtras, Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory?: (
    // oxlint-disable-next-line typescript/no-explicit-any -- the factory names the types it injects
    ...dependencies: any[]
  ) => TwilioAuthModuleOptions | Promise<TwilioAuthModuleOptions>;
  readonly useClass?: Type<TwilioAuthOptionsFactory>;
  readonly useExisting?: InjectionToken<TwilioAuthOptionsFactory>;
  /** Further providers that `useFactory`, `useClass` or the strategies need. */
  readonly extraProviders?: Provider[];
}
