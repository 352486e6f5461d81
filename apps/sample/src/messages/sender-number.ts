import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';

/** The one number that test credentials may send from: https://www.twilio.com/docs/iam/test-credentials */
const MAGIC_NUMBER = '+15005550006';

/** Finds the number to send from if a request names none, and caches it. */
@Injectable()
export class SenderNumber {
  private found: string | undefined;

  constructor(
    private readonly twilio: TwilioClient,
    private readonly auth: TwilioAuth,
  ) {}

  async get(): Promise<string> {
    this.found ??= process.env['TWILIO_PHONE_NUMBER'] ?? (await this.ownNumber());
    return this.found;
  }

  private async ownNumber(): Promise<string> {
    if (this.auth.describe().method === 'test') return MAGIC_NUMBER;
    const [number] = await this.twilio.incomingPhoneNumbers.list({ limit: 1 });
    if (number !== undefined) return number.phoneNumber;
    throw new UnprocessableEntityException(
      'The account has no number: name one in "from", or set TWILIO_PHONE_NUMBER.',
    );
  }
}
