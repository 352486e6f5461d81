import {
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { readSession } from './session-cookie.js';
import { SessionSigner } from './session-signer.js';

/** A request of a signed-in user. */
export interface SignedInRequest extends IncomingMessage {
  user: { readonly name: string };
}

/** Allows signed-in users only, and sets `request.user`. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly signer: SessionSigner) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const name = this.signer.verify(readSession(request) ?? '');
    if (name === undefined) throw new UnauthorizedException('Sign in first: POST /session');
    request.user = { name };
    return true;
  }
}
