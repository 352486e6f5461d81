import { Module, type DynamicModule } from '@nestjs/common';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { AuthModule } from './auth/auth.module.js';
import { EmulatorModule } from './emulator/emulator.module.js';
import { HealthModule } from './health/health.module.js';
import { MessagesModule } from './messages/messages.module.js';

/** One import makes the Twilio client injectable everywhere; the environment says the rest. */
@Module({
  imports: [TwilioAuthModule.forRoot(), MessagesModule, AuthModule, HealthModule],
})
export class AppModule {
  /** The same application, with the embedded emulator's own routes where there is one. */
  static on(emulator: TwilioEmulator | undefined): DynamicModule {
    const imports = emulator === undefined ? [] : [EmulatorModule.around(emulator)];
    return { module: AppModule, imports };
  }
}
