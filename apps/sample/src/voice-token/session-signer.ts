import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/**
 * Signs session values: the name of the user and a signature of it. The key is new for each
 * process, so a restart signs everybody out.
 */
@Injectable()
export class SessionSigner {
  private readonly key = randomBytes(32);

  sign(name: string): string {
    const text = Buffer.from(name).toString('base64url');
    return `${text}.${this.signatureOf(text)}`;
  }

  /** The name in a session value, or `undefined` if the signature is wrong. */
  verify(value: string): string | undefined {
    const [text = '', signature = ''] = value.split('.');
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.signatureOf(text))];
    const isValid = given.length === expected.length && timingSafeEqual(given, expected);
    return isValid ? Buffer.from(text, 'base64url').toString() : undefined;
  }

  private signatureOf(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}
