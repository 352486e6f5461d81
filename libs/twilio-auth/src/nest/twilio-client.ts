import type { Twilio } from 'twilio';

/**
 * The default account's client: the real client of the `twilio` SDK, authenticated by
 * configuration. It is the same object for the life of the application; rotation and token
 * renewal happen behind it.
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
export abstract class TwilioClient {}

export interface TwilioClient extends Twilio {}
