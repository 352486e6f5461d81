import { Body, Controller, HttpCode, Logger, NotFoundException, Post } from '@nestjs/common';
import { IsString, IsUrl, MaxLength } from 'class-validator';
import { TwilioAuth, TwilioWebhookVerifier, type Verdict } from 'nestjs-twilio-auth';
import { Inspections } from './inspections.js';

const FORM = 'application/x-www-form-urlencoded';

/** The body of `POST /webhook-inspections`: a webhook as it could have arrived. */
class WebhookToInspect {
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2000)
  url!: string;

  @IsString()
  @MaxLength(20_000)
  body!: string;

  @IsString()
  @MaxLength(200)
  signature!: string;
}

/**
 * Verifies a webhook that nobody sent, so that a reader of the page can change one byte of a real one.
 * It tells what the webhook routes tell everybody, and why; it signs nothing. Not in production.
 */
@Controller('webhook-inspections')
export class InspectionsController {
  private readonly logger = new Logger('Page');

  constructor(
    private readonly verifier: TwilioWebhookVerifier,
    private readonly inspections: Inspections,
    private readonly auth: TwilioAuth,
  ) {}

  @Post()
  @HttpCode(200)
  async inspect(@Body() { url, body, signature }: WebhookToInspect): Promise<Verdict> {
    const { environment, webhook } = this.auth.describe();
    if (environment.isProduction) throw new NotFoundException();
    const { origin, protocol, host } = new URL(url);
    const own = new URL(webhook.baseUrl ?? origin);
    const request = {
      method: 'POST',
      originalUrl: url.slice(origin.length) || '/',
      headers: {
        'content-type': FORM,
        'content-length': String(Buffer.byteLength(body)),
        'x-twilio-signature': signature,
      },
      rawBody: body,
      // Where the application is, as far as it knows: it helps to explain another scheme or host.
      protocol: own.protocol.slice(0, -1),
      host: own.host,
    };
    this.logger.log('A webhook that nobody sent is verified for the page');
    return this.inspections.run(() =>
      this.verifier.verify(request, { baseUrl: `${protocol}//${host}` }),
    );
  }
}
