import { Inject } from '@nestjs/common';
import type { Twilio } from 'twilio';
import { DEFAULT_ACCOUNT } from '../core/accounts/account-names.js';
import { noteCopy } from './loaded-copies.js';

/**
 * The default account's client: the real client of the `twilio` SDK, authenticated by
 * configuration. It is the same object for the life of the application; rotation and token
 * refresh happen behind it.
 *
 * A class, so that a constructor parameter of this type is enough to inject it, and merged with
 * the SDK's type, so that it offers everything the SDK's client offers. Importing it loads
 * nothing: the SDK is loaded when the module starts.
 *
 * @example
 * import { Injectable } from '@nestjs/common';
 * import { TwilioClient } from 'nestjs-twilio-auth';
 *
 * @Injectable()
 * export class Greeter {
 *   constructor(private readonly twilio: TwilioClient) {}
 *
 *   greet(to: string) {
 *     return this.twilio.messages.create({ to, from: '+15557654321', body: 'hi' });
 *   }
 * }
 */
export abstract class TwilioClient {
  static {
    noteCopy();
  }
}

export interface TwilioClient extends Twilio {}

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

/**
 * Injects the client of an account: without a name the default one, with a name the one that
 * `TwilioAuthModule.forFeature(name)` made injectable.
 *
 * @example
 * import { Injectable } from '@nestjs/common';
 * import { InjectTwilio, type TwilioClient } from 'nestjs-twilio-auth';
 *
 * @Injectable()
 * export class Invoices {
 *   constructor(@InjectTwilio('billing') private readonly twilio: TwilioClient) {}
 *
 *   remind(to: string) {
 *     return this.twilio.messages.create({ to, from: '+15557654321', body: 'Your invoice' });
 *   }
 * }
 */
export const InjectTwilio = (name?: string): ParameterDecorator & PropertyDecorator =>
  Inject(getTwilioToken(name));
