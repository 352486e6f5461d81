import type { Provider, Type } from '@nestjs/common';
import type { LoadedConfig } from '../core/accounts/load-config.js';
import type { Clock } from '../core/primitives/clock.js';
import type { Sealed } from '../core/primitives/sealed.js';
import { ApiKeyStrategyFactory } from '../core/strategies/api-key.strategy.js';
import { AuthTokenStrategyFactory } from '../core/strategies/auth-token.strategy.js';
import { OAuthStrategyFactory } from '../core/strategies/oauth.strategy.js';
import type { TwilioAuthStrategyFactory } from '../core/strategies/strategy.js';
import { TestCredentialsStrategyFactory } from '../core/strategies/test-credentials.strategy.js';
import type { Transport } from '../core/transport/transport.js';
import {
  TWILIO_AUTH_CLOCK,
  TWILIO_AUTH_CONFIG,
  TWILIO_AUTH_CUSTOM_FACTORIES,
  TWILIO_AUTH_TRANSPORT,
} from './tokens.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';

/** The strategies every application has; configuration selects one by `method`. */
export const BUILT_IN_FACTORIES = [
  OAuthStrategyFactory,
  ApiKeyStrategyFactory,
  AuthTokenStrategyFactory,
  TestCredentialsStrategyFactory,
] as const;

/** The built-in factories and the application's own, all of them injectable. */
export function strategyProviders(custom: readonly Type<TwilioAuthStrategyFactory>[]): Provider[] {
  return [
    ApiKeyStrategyFactory,
    AuthTokenStrategyFactory,
    TestCredentialsStrategyFactory,
    {
      provide: OAuthStrategyFactory,
      inject: [TWILIO_AUTH_CONFIG, TWILIO_AUTH_TRANSPORT, TWILIO_AUTH_CLOCK, TwilioAuthEvents],
      useFactory: (
        config: Sealed<LoadedConfig>,
        transport: Sealed<Transport>,
        clock: Clock,
        { emit }: TwilioAuthEvents,
      ) => {
        const { tokenStore, timeoutMs } = config.open().oauth;
        const send = transport.open().sendTokenRequest;
        return new OAuthStrategyFactory({ send, clock, emit, tokenStore, timeoutMs });
      },
    },
    ...custom,
    {
      provide: TWILIO_AUTH_CUSTOM_FACTORIES,
      inject: [...custom],
      useFactory: (...factories: TwilioAuthStrategyFactory[]) => factories,
    },
  ];
}
