import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import { TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { EMULATOR } from './emulator.token.js';

const SENDER = '+15551234567';

/** The body of `POST /emulator/inbound-messages`. */
class InboundText {
  @IsString()
  @Length(1, 1600)
  body!: string;
}

/** The answer of a webhook route. */
interface WebhookAnswer {
  readonly status: number | undefined;
  readonly body: string;
}

/** Simulates what Twilio or an attacker would send, on demand. */
@Controller('emulator')
export class SimulationsController {
  constructor(
    @Inject(EMULATOR) private readonly emulator: TwilioEmulator,
    private readonly auth: TwilioAuth,
  ) {}

  /** A message to our number; the answer is the TwiML of `POST /webhooks/sms`. */
  @Post('inbound-messages')
  async receive(@Body() { body: text }: InboundText): Promise<WebhookAnswer> {
    const url = this.webhook('sms');
    const { status, body } = await this.emulator.webhooks.inboundMessage({
      from: SENDER,
      body: text,
      url,
    });
    return { status, body };
  }

  /** A forged status callback, not signed by Twilio. */
  @Post('forged-callbacks')
  async forge(): Promise<WebhookAnswer> {
    const answer = await fetch(this.webhook('status'), {
      method: 'POST',
      headers: { 'x-twilio-signature': Buffer.from('not signed by Twilio').toString('base64') },
      body: new URLSearchParams({
        AccountSid: this.emulator.account.sid,
        MessageSid: `SM${'0'.repeat(32)}`,
        MessageStatus: 'delivered',
      }),
    });
    return { status: answer.status, body: await answer.text() };
  }

  /** Revokes every OAuth token of the app, as in the Console. */
  @Post('token-revocations')
  @HttpCode(200)
  revoke(): { readonly revoked: number } {
    return { revoked: this.emulator.account.oauthApp.revokeTokens() };
  }

  private webhook(name: string): string {
    return new URL(`webhooks/${name}`, this.auth.describe().webhook.baseUrl).href;
  }
}
