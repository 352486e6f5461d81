import { Injectable } from '@nestjs/common';
import { TwilioAccounts } from 'nestjs-twilio-auth';

@Injectable()
export class Messages {
  constructor(private readonly accounts: TwilioAccounts) {}

  async send(tenant: string, from: string, to: string, body: string) {
    const twilio = await this.accounts.forTenant(tenant);
    return twilio.messages.create({ from, to, body });
  }
}
