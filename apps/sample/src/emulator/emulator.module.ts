import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { PageModule } from '../page/page.module.js';
import { EmulatorSectionProvider } from './emulator-section.js';
import { EMULATOR } from './emulator.token.js';
import { FaultsController } from './faults.controller.js';
import { RotationController } from './rotation/rotation.controller.js';
import { Rotation } from './rotation/rotation.js';
import { SignaturesController } from './signatures.controller.js';
import { SimulationsController } from './simulations.controller.js';

/** The routes of the embedded emulator, which stops with the application. */
@Module({})
export class EmulatorModule implements OnApplicationShutdown {
  constructor(@Inject(EMULATOR) private readonly emulator: TwilioEmulator) {}

  static with(emulator: TwilioEmulator): DynamicModule {
    return {
      module: EmulatorModule,
      controllers: [
        FaultsController,
        SimulationsController,
        SignaturesController,
        RotationController,
      ],
      imports: [PageModule],
      providers: [{ provide: EMULATOR, useValue: emulator }, EmulatorSectionProvider, Rotation],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.emulator.stop();
  }
}
