import { TwilioAuthConfigError } from '../core/errors/config.error.js';
import { BUILT_IN_METHODS } from '../core/strategies/built-in-methods.js';
import type { TwilioAuthStrategyFactory } from '../core/strategies/strategy.js';

/**
 * Every method that `auth.method` may name. One that two factories serve is refused: it would
 * be chance which of them authenticates.
 */
export function knownMethods(custom: readonly TwilioAuthStrategyFactory[]): readonly string[] {
  const methods = [...BUILT_IN_METHODS, ...custom.map(({ method }) => method)];
  const repeated = methods.filter((method, index) => methods.indexOf(method) !== index);
  if (repeated.length > 0) {
    throw new TwilioAuthConfigError(
      repeated.map((method) => ({
        path: 'strategies',
        expected: `two factories serve the method "${method}"`,
        remedy: `Give yours another name than ${methods.join(', ')}.`,
      })),
    );
  }
  return methods;
}
