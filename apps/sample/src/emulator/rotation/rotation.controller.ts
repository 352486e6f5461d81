import { Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ROTATIONS } from './rotation-view.js';
import { Rotation } from './rotation.js';

/** `POST /emulator/rotations/:name`: rotates a credential of the emulated account. */
@Controller('emulator/rotations')
export class RotationController {
  constructor(private readonly rotation: Rotation) {}

  @Post(':name')
  @HttpCode(202)
  start(@Param('name') given: string): void {
    const name = ROTATIONS.find((one) => one === given);
    if (name === undefined || !this.rotation.has(name)) {
      throw new NotFoundException(`This app has no ${given} to rotate.`);
    }
    this.rotation.start(name);
  }
}
