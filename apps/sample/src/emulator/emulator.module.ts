import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { TwilioEmulator } from 'twilio-auth-emulator';

/** Injection token of the emulator; a symbol, because production never loads its class. */
export const EMULATOR = Symbol('emulator');

/** Owns the embedded emulator: it ends with the application. */
@Module({})
export class EmulatorModule implements OnApplicationShutdown {
  constructor(@Inject(EMULATOR) private readonly emulator: TwilioEmulator) {}

  static around(emulator: TwilioEmulator): DynamicModule {
    return {
      module: EmulatorModule,
      providers: [{ provide: EMULATOR, useValue: emulator }],
      exports: [EMULATOR],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.emulator.stop();
  }
}
