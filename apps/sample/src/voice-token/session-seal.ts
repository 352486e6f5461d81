import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/**
 * Makes session values that only this process can make: the name and a signature over it.
 * The key lives as long as the process, so a restart signs everybody out.
 */
@Injectable()
export class SessionSeal {
  private readonly key = randomBytes(32);

  seal(name: string): string {
    const text = Buffer.from(name).toString('base64url');
    return `${text}.${this.sign(text)}`;
  }

  /** The name in a session value, or `undefined` for one that we did not make. */
  open(value: string): string | undefined {
    const [text = '', signature = ''] = value.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(this.sign(text))];
    const isOurs = given.length === right.length && timingSafeEqual(given, right);
    return isOurs ? Buffer.from(text, 'base64url').toString() : undefined;
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}
