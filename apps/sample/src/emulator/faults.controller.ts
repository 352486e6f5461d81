import { Controller, Delete, Inject, NotFoundException, Param, Put } from '@nestjs/common';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { Changes } from '../page/state/changes.js';
import { EMULATOR } from './emulator.token.js';
import { FAULT_SWITCHES, injectedBy, type FaultSwitch } from './fault-switches.js';

/** The emulator's faults, as switches. The routes exist only with the emulator. */
@Controller('emulator/faults')
export class FaultsController {
  constructor(
    @Inject(EMULATOR) private readonly emulator: TwilioEmulator,
    private readonly changes: Changes,
  ) {}

  @Put(':id')
  switchOn(@Param('id') id: string): { readonly on: true } {
    const found = find(id);
    if (injectedBy(found, this.emulator) === undefined) this.emulator.faults.inject(found.fault);
    this.changes.notify();
    return { on: true };
  }

  @Delete(':id')
  switchOff(@Param('id') id: string): { readonly on: false } {
    injectedBy(find(id), this.emulator)?.remove();
    this.changes.notify();
    return { on: false };
  }
}

function find(id: string): FaultSwitch {
  const found = FAULT_SWITCHES.find((one) => one.id === id);
  if (found === undefined) throw new NotFoundException(`There is no fault "${id}".`);
  return found;
}
