import { TwilioAuthConfigError } from '../errors/config.error.js';
import {
  ApiKeyStrategyFactory,
  AuthTokenStrategyFactory,
  TestCredentialsStrategyFactory,
} from './basic.strategy.js';
import { OAuthStrategyFactory } from './oauth.strategy.js';
import type { TwilioAuthStrategyFactory } from './strategy.js';

/** The factories that every application has. */
export const BUILT_IN_FACTORIES = [
  OAuthStrategyFactory,
  ApiKeyStrategyFactory,
  AuthTokenStrategyFactory,
  TestCredentialsStrategyFactory,
] as const;

/** A new one of each. */
export function builtInFactories(): readonly TwilioAuthStrategyFactory[] {
  return BUILT_IN_FACTORIES.map((Factory) => new Factory());
}

/**
 * Every method that `auth.method` may name. Two factories for one method are rejected, since
 * only one of them could be used.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export function methodsOf(factories: readonly TwilioAuthStrategyFactory[]): readonly string[] {
  const methods = factories.map(({ method }) => method);
  const repeated = methods.filter((method, index) => methods.indexOf(method) !== index);
  if (repeated.length === 0) return methods;
  throw new TwilioAuthConfigError(
    repeated.map((method) => ({
      path: 'strategies',
      expected: `two factories serve the method "${method}"`,
      remedy: `Give yours another name than ${methods.join(', ')}.`,
    })),
  );
}
