import { Controller, HttpCode, NotFoundException, Post } from '@nestjs/common';
import { TwilioAuth } from 'nestjs-twilio-auth';
import { Rotation } from './rotation.js';

/** `POST /emulator/rotations`: rotates the OAuth secret of the emulated account. */
@Controller('emulator/rotations')
export class RotationController {
  constructor(
    private readonly rotation: Rotation,
    private readonly auth: TwilioAuth,
  ) {}

  @Post()
  @HttpCode(202)
  start(): void {
    const { method } = this.auth.describe();
    if (method !== 'oauth') throw new NotFoundException('There is no OAuth secret to rotate.');
    this.rotation.start();
  }
}
