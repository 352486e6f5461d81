import { Inject } from '@nestjs/common';
import { getTwilioToken } from './tokens.js';

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
