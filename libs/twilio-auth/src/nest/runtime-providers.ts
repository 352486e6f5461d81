import { Logger, type FactoryProvider, type Provider, type Type } from '@nestjs/common';
import type { TwilioAuthModuleOptions } from '../core/config/options.js';
import { startRuntime, type Runtime } from '../core/create-runtime.js';
import { systemClock, type Clock } from '../core/primitives/clock.js';
import { BUILT_IN_FACTORIES } from '../core/strategies/strategy-factories.js';
import type { TwilioAuthStrategyFactory } from '../core/strategies/strategy.js';
import type { Transport } from '../core/transport/transport.js';
import { LOG_CONTEXT } from './log.js';
import { TWILIO_AUTH_CLOCK, TWILIO_AUTH_RUNTIME, TWILIO_AUTH_TRANSPORT } from './tokens.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';

/** Where the options come from. */
export interface OptionsSource {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly create: (
    ...dependencies: unknown[]
  ) => TwilioAuthModuleOptions | Promise<TwilioAuthModuleOptions>;
}

/**
 * The application's core, and the strategy factories it is made with. The factories are
 * providers of their own, so that they can inject anything, also each other. The options are
 * created inside the factory of the core, so that no provider ever holds their secrets.
 */
export function runtimeProviders(
  options: OptionsSource,
  strategies: readonly Type<TwilioAuthStrategyFactory>[],
): Provider[] {
  const factories = [...BUILT_IN_FACTORIES, ...strategies];
  return [
    { provide: TWILIO_AUTH_CLOCK, useValue: systemClock },
    TwilioAuthEvents,
    ...factories,
    {
      provide: TWILIO_AUTH_RUNTIME,
      inject: [
        TWILIO_AUTH_CLOCK,
        TwilioAuthEvents,
        { token: TWILIO_AUTH_TRANSPORT, optional: true },
        ...factories,
        ...options.inject,
      ],
      useFactory: async (
        clock: Clock,
        { emit, calls }: TwilioAuthEvents,
        transport: Transport | undefined,
        ...rest: unknown[]
      ): Promise<Runtime> => {
        const logger = new Logger(LOG_CONTEXT);
        return startRuntime(await options.create(...rest.slice(factories.length)), {
          clock,
          emit,
          calls,
          transport,
          // Only that module replaces the transport.
          testingModule: transport !== undefined,
          factories: rest.slice(0, factories.length) as TwilioAuthStrategyFactory[],
          log: {
            warn: (message) => logger.warn(message),
            debug: (message) => logger.debug(message),
          },
        });
      },
    },
  ];
}
