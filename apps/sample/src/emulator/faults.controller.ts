import { Controller, Delete, Get, Inject, NotFoundException, Param, Put } from '@nestjs/common';
import type { InjectedFault, TwilioEmulator } from 'twilio-auth-emulator';
import { EMULATOR } from './emulator.token.js';
import { FAULT_SWITCHES, type FaultSwitch } from './fault-switches.js';

/** A switch as the page shows it. */
interface SwitchView extends Pick<FaultSwitch, 'id' | 'label' | 'expect'> {
  readonly on: boolean;
  /** How many requests it was applied to. */
  readonly hits: number;
}

/** The emulator's faults, as switches. The routes exist only with the emulator. */
@Controller('emulator/faults')
export class FaultsController {
  constructor(@Inject(EMULATOR) private readonly emulator: TwilioEmulator) {}

  @Get()
  list(): SwitchView[] {
    return FAULT_SWITCHES.map((one) => this.view(one));
  }

  @Put(':id')
  switchOn(@Param('id') id: string): SwitchView {
    const found = find(id);
    if (this.injected(found) === undefined) this.emulator.faults.inject(found.fault);
    return this.view(found);
  }

  @Delete(':id')
  switchOff(@Param('id') id: string): SwitchView {
    const found = find(id);
    this.injected(found)?.remove();
    return this.view(found);
  }

  private view(one: FaultSwitch): SwitchView {
    const { id, label, expect } = one;
    const injected = this.injected(one);
    return { id, label, expect, on: injected !== undefined, hits: injected?.hits ?? 0 };
  }

  /** Some faults end by themselves, so the emulator is asked for the current ones. */
  private injected({ fault }: FaultSwitch): InjectedFault | undefined {
    return this.emulator.faults.list().find((injected) => injected.fault === fault);
  }
}

function find(id: string): FaultSwitch {
  const found = FAULT_SWITCHES.find((one) => one.id === id);
  if (found === undefined) throw new NotFoundException(`There is no fault "${id}".`);
  return found;
}
