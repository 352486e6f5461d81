import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TwilioAuthModule, TwilioExceptionFilter } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { AuthModule } from './auth/auth.module.js';
import { EmulatorModule } from './emulator/emulator.module.js';
import { signerAccounts } from './emulator/signer-account.js';
import { HealthModule } from './health/health.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { PageModule } from './page/page.module.js';
import { VoiceTokenModule } from './voice-token/voice-token.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The parts of the sample. */
@Module({
  imports: [MessagesModule, VoiceTokenModule, AuthModule, HealthModule, PageModule],
  // Turns errors of Twilio into HTTP answers, on every route.
  providers: [{ provide: APP_FILTER, useClass: TwilioExceptionFilter }],
})
export class AppModule {
  /** With the modules that depend on the environment: Twilio, webhooks, and those of the emulator. */
  static on(emulator: TwilioEmulator | undefined): DynamicModule {
    // One import makes the Twilio client injectable everywhere; the environment configures it.
    const twilio =
      emulator === undefined
        ? [TwilioAuthModule.forRoot()]
        : [
            TwilioAuthModule.forRoot({ accounts: signerAccounts(emulator) }),
            EmulatorModule.with(emulator),
          ];
    return { module: AppModule, imports: [...twilio, WebhooksModule.fromEnvironment()] };
  }
}
