import { Controller, Get } from '@nestjs/common';
import { TwilioAuth, type AccountDescription } from 'nestjs-twilio-auth';

/** `GET /auth`: how this application authenticates with Twilio, and why. Never a secret. */
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: TwilioAuth) {}

  @Get()
  show(): AccountDescription {
    return this.auth.describe();
  }
}
