import type { Provider } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { Runtime } from '../core/client/runtime.js';
import { loadConfig, type LoadedConfig } from '../core/accounts/load-config.js';
import type { PolicyExceptionOptions, TwilioAuthModuleOptions } from '../core/config/options.js';
import type { ConfigProblem } from '../core/errors/config.error.js';
import { createGate } from '../core/policy/create-gate.js';
import { exceptionProblems } from '../core/policy/exceptions.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import { systemClock, type Clock } from '../core/primitives/clock.js';
import { Sealed } from '../core/primitives/sealed.js';
import type { TwilioAuthStrategyFactory } from '../core/strategies/strategy.js';
import { createTransport } from '../core/transport/create-transport.js';
import type { Transport } from '../core/transport/transport.js';
import { knownMethods } from './known-methods.js';
import { LOG_CONTEXT } from './log.js';
import { BUILT_IN_FACTORIES } from './strategy-providers.js';
import {
  TWILIO_AUTH_CLOCK,
  TWILIO_AUTH_CONFIG,
  TWILIO_AUTH_CUSTOM_FACTORIES,
  TWILIO_AUTH_GATE,
  TWILIO_AUTH_OPTIONS_FACTORY,
  TWILIO_AUTH_RUNTIME,
  TWILIO_AUTH_TRANSPORT,
} from './tokens.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';

/** Yields the options once. The configuration's factory is the only one that asks. */
export type OptionsSource = () => Promise<TwilioAuthModuleOptions>;

/** The way of the data, one provider per arrow: config, transport, gate, runtime. */
export const CORE_PROVIDERS: Provider[] = [
  { provide: TWILIO_AUTH_CLOCK, useValue: systemClock },
  TwilioAuthEvents,
  {
    provide: TWILIO_AUTH_CONFIG,
    inject: [TWILIO_AUTH_OPTIONS_FACTORY, TWILIO_AUTH_CUSTOM_FACTORIES, TWILIO_AUTH_CLOCK],
    useFactory: async (
      options: OptionsSource,
      custom: readonly TwilioAuthStrategyFactory[],
      clock: Clock,
    ) => {
      const methods = knownMethods(custom);
      const judge = (exceptions: readonly PolicyExceptionOptions[]): ConfigProblem[] =>
        exceptionProblems(exceptions, clock.wallMs());
      const context = { methods, clock, exceptionProblems: judge };
      return new Sealed(await loadConfig(await options(), context));
    },
  },
  {
    provide: TWILIO_AUTH_TRANSPORT,
    inject: [TWILIO_AUTH_CONFIG, TWILIO_AUTH_CLOCK],
    useFactory: (config: Sealed<LoadedConfig>, clock: Clock) => {
      const logger = new Logger(LOG_CONTEXT);
      const debug = (line: string): void => logger.debug(line);
      const { http, apiBaseUrl, network } = config.open();
      const env = { ...network, caBundlePath: network.caBundle };
      return new Sealed(createTransport({ http, apiBaseUrl, clock, env, debug }));
    },
  },
  {
    provide: TWILIO_AUTH_GATE,
    inject: [TWILIO_AUTH_CONFIG, TWILIO_AUTH_CLOCK, TwilioAuthEvents],
    useFactory: (config: Sealed<LoadedConfig>, clock: Clock, { emit }: TwilioAuthEvents) =>
      createGate(config.open(), { clock, emit }),
  },
  {
    provide: TWILIO_AUTH_RUNTIME,
    inject: [
      TWILIO_AUTH_CONFIG,
      TWILIO_AUTH_TRANSPORT,
      TWILIO_AUTH_GATE,
      TWILIO_AUTH_CLOCK,
      TwilioAuthEvents,
      TWILIO_AUTH_CUSTOM_FACTORIES,
      ...BUILT_IN_FACTORIES,
    ],
    useFactory: async (
      sealedConfig: Sealed<LoadedConfig>,
      sealedTransport: Sealed<Transport>,
      gate: PolicyGate,
      clock: Clock,
      { emit }: TwilioAuthEvents,
      custom: readonly TwilioAuthStrategyFactory[],
      ...builtIn: TwilioAuthStrategyFactory[]
    ) => {
      const config = sealedConfig.open();
      const transport = sealedTransport.open();
      const logger = new Logger(LOG_CONTEXT);
      const warn = (message: string): void => logger.warn(message);
      const factories = [...builtIn, ...custom];
      return Runtime.create({ config, transport, gate, factories, clock, emit, warn });
    },
  },
];
