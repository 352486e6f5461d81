import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { EMULATOR } from './emulator.token.js';
import { FaultsController } from './faults.controller.js';
import { HappeningsController } from './happenings.controller.js';

/** Owns the embedded emulator: its controls are there, and it ends with the application. */
@Module({})
export class EmulatorModule implements OnApplicationShutdown {
  constructor(@Inject(EMULATOR) private readonly emulator: TwilioEmulator) {}

  static around(emulator: TwilioEmulator): DynamicModule {
    return {
      module: EmulatorModule,
      controllers: [FaultsController, HappeningsController],
      providers: [{ provide: EMULATOR, useValue: emulator }],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.emulator.stop();
  }
}
