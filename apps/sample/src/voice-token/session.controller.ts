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
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TwilioAuth } from 'nestjs-twilio-auth';
import { clearSession, readSession, writeSession } from './session-cookie.js';
import { SessionSeal } from './session-seal.js';
import { SignIn } from './sign-in.dto.js';

/**
 * The smallest sign-in there is: it believes the name, so it is shut in production. Put your own
 * in its place. What matters is that the identity of a token comes from a session.
 */
@Controller('session')
export class SessionController {
  constructor(
    private readonly seal: SessionSeal,
    private readonly auth: TwilioAuth,
  ) {}

  @Post()
  signIn(@Body() { name }: SignIn, @Res({ passthrough: true }) response: ServerResponse): SignIn {
    if (this.auth.describe().environment.isProduction) {
      throw new ForbiddenException('This sign-in asks for no password: not in production.');
    }
    writeSession(response, this.seal.seal(name));
    return { name };
  }

  /** Who is signed in: `null` when nobody is, which is no error. */
  @Get()
  whoAmI(@Req() request: IncomingMessage): { readonly name: string | null } {
    return { name: this.seal.open(readSession(request) ?? '') ?? null };
  }

  @Delete()
  @HttpCode(204)
  signOut(@Res({ passthrough: true }) response: ServerResponse): void {
    clearSession(response);
  }
}
