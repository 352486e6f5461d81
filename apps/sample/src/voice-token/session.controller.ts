import {
  Body,
  Controller,
  Delete,
  ForbiddenException,
  Get,
  HttpCode,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { Matches } from 'class-validator';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TwilioAuth } from 'nestjs-twilio-auth';
import { clearSession, readSession, writeSession } from './session-cookie.js';
import { SessionSigner } from './session-signer.js';

/** The body of `POST /session`. */
class SignIn {
  @Matches(/^\w{1,40}$/, { message: 'name must be 1 to 40 letters, digits or underscores' })
  name!: string;
}

/**
 * A minimal sign-in without a password, disabled in production. Replace it with your own: what
 * matters is that the identity of a token comes from a session.
 */
@Controller('session')
export class SessionController {
  constructor(
    private readonly signer: SessionSigner,
    private readonly auth: TwilioAuth,
  ) {}

  @Post()
  signIn(@Body() { name }: SignIn, @Res({ passthrough: true }) response: ServerResponse): SignIn {
    if (this.auth.describe().environment.isProduction) {
      throw new ForbiddenException('This sign-in has no password and is disabled in production.');
    }
    writeSession(response, this.signer.sign(name));
    return { name };
  }

  /** The signed-in user, or `null`. */
  @Get()
  whoAmI(@Req() request: IncomingMessage): { readonly name: string | null } {
    return { name: this.signer.verify(readSession(request) ?? '') ?? null };
  }

  @Delete()
  @HttpCode(204)
  signOut(@Res({ passthrough: true }) response: ServerResponse): void {
    clearSession(response);
  }
}
