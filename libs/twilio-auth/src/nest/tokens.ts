import { DEFAULT_ACCOUNT } from '../core/accounts/account.js';
import { TwilioClient } from './twilio-client.js';

/**
 * The injection token of an account's client: the class {@link TwilioClient} for the default
 * account, a symbol for a named one. Use it with `overrideProvider()` and `module.get()`.
 *
 * @example
 * import { getTwilioToken } from 'nestjs-twilio-auth';
 *
 * const token = getTwilioToken('billing');
 */
export function getTwilioToken(name: string = DEFAULT_ACCOUNT): symbol | typeof TwilioClient {
  return name === DEFAULT_ACCOUNT ? TwilioClient : Symbol.for(`nestjs-twilio-auth:client:${name}`);
}

const internal = (name: string): symbol => Symbol.for(`nestjs-twilio-auth:${name}`);

/** @internal */
export const TWILIO_AUTH_CLOCK = internal('clock');
/** @internal */
export const TWILIO_AUTH_OPTIONS_FACTORY = internal('options-factory');
/** @internal */
export const TWILIO_AUTH_CUSTOM_FACTORIES = internal('custom-factories');
/** @internal */
export const TWILIO_AUTH_CONFIG = internal('config');
/** @internal */
export const TWILIO_AUTH_TRANSPORT = internal('transport');
/** @internal */
export const TWILIO_AUTH_GATE = internal('gate');
/** @internal */
export const TWILIO_AUTH_RUNTIME = internal('runtime');
/** @internal */
export const TWILIO_AUTH_HEALTH = internal('health');
