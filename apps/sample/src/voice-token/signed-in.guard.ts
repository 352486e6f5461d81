import {
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { readSession } from './session-cookie.js';
import { SessionSeal } from './session-seal.js';

/** A request whose sender has signed in. */
export interface SignedInRequest extends IncomingMessage {
  user: { readonly name: string };
}

/** Lets signed-in users through, and tells the handler who they are. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly seal: SessionSeal) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const name = this.seal.open(readSession(request) ?? '');
    if (name === undefined) throw new UnauthorizedException('Sign in first: POST /session');
    request.user = { name };
    return true;
  }
}
