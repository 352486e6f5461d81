import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioEmulator, WebhookParams } from 'twilio-auth-emulator';
import { EMULATOR } from './emulator.token.js';

/** The body of `POST /emulator/signatures`. */
class RequestToSign {
  @IsString()
  @MaxLength(2000)
  url!: string;

  /** A form, URL-encoded. */
  @IsString()
  @MaxLength(20_000)
  body!: string;
}

/** A signature, and the name of the key that made it. */
interface Signature {
  readonly signature: string;
  readonly keyName: string;
}

/**
 * The signature that the emulator gives a request. Whoever has this route for a real account can forge
 * its webhooks: it must never know another key than the emulator's own.
 */
@Controller('emulator/signatures')
export class SignaturesController {
  constructor(
    @Inject(EMULATOR) private readonly emulator: TwilioEmulator,
    private readonly auth: TwilioAuth,
  ) {}

  @Post()
  @HttpCode(200)
  sign(@Body() { url, body }: RequestToSign): Signature {
    const [keyName = 'no key'] = this.auth.describe().webhook.keys;
    return { signature: this.emulator.webhooks.signature(url, paramsOf(body)), keyName };
  }
}

function paramsOf(body: string): WebhookParams {
  const form = new URLSearchParams(body);
  return Object.fromEntries([...form.keys()].map((name) => [name, form.getAll(name)]));
}
