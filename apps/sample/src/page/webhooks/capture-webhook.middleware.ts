import { randomUUID } from 'node:crypto';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TwilioAuth } from 'nestjs-twilio-auth';
import { WebhookCaptures } from './webhook-captures.js';

/** Express keeps the path of the request, and with `rawBody: true` its bytes. */
interface WebhookRequest extends IncomingMessage {
  readonly originalUrl: string;
  readonly rawBody?: Buffer;
}

/**
 * Keeps each webhook before it is verified. Not in production: it has numbers and texts of people in
 * it.
 */
@Injectable()
export class CaptureWebhook implements NestMiddleware {
  constructor(
    private readonly auth: TwilioAuth,
    private readonly captures: WebhookCaptures,
  ) {}

  use(request: WebhookRequest, _response: ServerResponse, next: () => void): void {
    const { environment, webhook } = this.auth.describe();
    if (environment.isProduction) {
      next();
      return;
    }
    const { method = 'POST', originalUrl, rawBody, headers } = request;
    const base = webhook.baseUrl ?? `http://${headers.host ?? 'localhost'}`;
    const arriving = {
      id: randomUUID(),
      at: new Date().toISOString(),
      method,
      url: base.replace(/\/$/, '') + originalUrl,
      body: rawBody?.toString('utf8') ?? '',
      signature: String(headers['x-twilio-signature'] ?? ''),
    };
    this.captures.handle(arriving, next);
  }
}
