import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { PageStateService } from '../page/state/page-state.js';
import { EMULATOR } from './emulator.token.js';
import { FAULT_SWITCHES, injectedBy, type FaultSwitch } from './fault-switches.js';

/** What the page can do with the emulator. Only what has an effect with this method is in it. */
export interface EmulatorSection {
  readonly faults: readonly (Pick<FaultSwitch, 'id' | 'about' | 'label' | 'expect'> & {
    readonly on: boolean;
  })[];
  readonly canRevoke: boolean;
  readonly canSendWebhooks: boolean;
}

/** Adds the emulator to the state of the page. */
@Injectable()
export class EmulatorSectionProvider implements OnModuleInit {
  constructor(
    @Inject(EMULATOR) private readonly emulator: TwilioEmulator,
    private readonly auth: TwilioAuth,
    private readonly page: PageStateService,
  ) {}

  onModuleInit(): void {
    this.page.addSection('emulator', () => this.show());
  }

  private show(): EmulatorSection {
    const { method } = this.auth.describe();
    const faults = FAULT_SWITCHES.filter(({ methods }) => methods?.includes(method) ?? true);
    return {
      faults: faults.map((one) => {
        const { id, about, label, expect } = one;
        return { id, about, label, expect, on: injectedBy(one, this.emulator) !== undefined };
      }),
      canRevoke: method === 'oauth',
      // Twilio sends no webhooks for test credentials, and the emulator would sign for another account.
      canSendWebhooks: method !== 'test',
    };
  }
}
