import { createHmac } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { BASE_URL, SIGNING_KEY } from './incoming-message.js';

interface Request {
  readonly originalUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** The least that a guard of one's own can do: one key, one URL, one HMAC, no questions. */
export class HandWrittenGuard implements CanActivate {
  protected readonly hash: string = 'sha1';

  canActivate(context: ExecutionContext): boolean {
    const { originalUrl, headers, body } = context.switchToHttp().getRequest<Request>();
    let text = BASE_URL + originalUrl;
    for (const name of Object.keys(body).toSorted()) text += name + body[name];
    const expected = createHmac(this.hash, SIGNING_KEY).update(text).digest('base64');
    return expected === headers['x-twilio-signature'];
  }
}

/** The same with SHA-256. */
export class HandWrittenSha256Guard extends HandWrittenGuard {
  protected override readonly hash = 'sha256';
}
