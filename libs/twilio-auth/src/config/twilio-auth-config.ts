import { registerAs } from '@nestjs/config';
import { optionsFromEnv } from '../core/accounts/options-from-env.js';

/**
 * The namespace `twilioAuth` of `@nestjs/config`: the options that the environment and its
 * `.env` files hold. Secrets are functions in it, never strings.
 *
 * @example
 * import { Module } from '@nestjs/common';
 * import { ConfigModule } from '@nestjs/config';
 * import { TwilioAuthModule } from 'nestjs-twilio-auth';
 * import { twilioAuthConfig } from 'nestjs-twilio-auth/config';
 *
 * @Module({
 *   imports: [
 *     ConfigModule.forRoot(),
 *     TwilioAuthModule.forRootAsync(twilioAuthConfig.asProvider()),
 *   ],
 * })
 * export class AppModule {}
 */
export const twilioAuthConfig = registerAs('twilioAuth', () => optionsFromEnv());
