import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TwilioAuthModule, TwilioExceptionFilter } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { AuthModule } from './auth/auth.module.js';
import { EmulatorModule } from './emulator/emulator.module.js';
import { HealthModule } from './health/health.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { PageModule } from './page/page.module.js';
import { VoiceTokenModule } from './voice-token/voice-token.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** One import makes the Twilio client injectable everywhere; the environment configures it. */
@Module({
  imports: [
    TwilioAuthModule.forRoot(),
    MessagesModule,
    VoiceTokenModule,
    AuthModule,
    HealthModule,
    PageModule,
  ],
  // Turns errors of Twilio into HTTP answers, on every route.
  providers: [{ provide: APP_FILTER, useClass: TwilioExceptionFilter }],
})
export class AppModule {
  /** With the modules that depend on the environment: webhooks, and the routes of the emulator. */
  static on(emulator: TwilioEmulator | undefined): DynamicModule {
    const emulatorModules = emulator === undefined ? [] : [EmulatorModule.with(emulator)];
    return { module: AppModule, imports: [WebhooksModule.fromEnvironment(), ...emulatorModules] };
  }
}
