import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { Changes } from '../state/changes.js';

/** What became of a webhook. */
type Fate = { readonly key: string } | { readonly reason: string };

/** A webhook as it arrived. */
export interface CapturedWebhook {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  /** The URL that Twilio called, as the configuration says it. */
  readonly url: string;
  /** The bytes of its form. */
  readonly body: string;
  /** The header `X-Twilio-Signature`. */
  readonly signature: string;
  /** The name of the key that matched, or why it was rejected. */
  readonly fate: Fate;
}

/** A webhook of which nothing is decided yet. */
export type ArrivingWebhook = Omit<CapturedWebhook, 'fate'>;

/** Keeps the latest webhook, for the page to look into. */
@Injectable()
export class WebhookCaptures implements OnModuleInit {
  private readonly arriving = new AsyncLocalStorage<ArrivingWebhook>();
  latest: CapturedWebhook | undefined;

  constructor(
    private readonly events: TwilioAuthEvents,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    this.events.on('webhook.accepted', ({ key }) => this.decide({ key }));
    this.events.on('webhook.rejected', ({ reason }) => this.decide({ reason }));
  }

  /** Keeps a webhook while it is handled: what is decided meanwhile is about it. */
  handle(webhook: ArrivingWebhook, next: () => void): void {
    this.arriving.run(webhook, next);
  }

  private decide(fate: Fate): void {
    const webhook = this.arriving.getStore();
    if (webhook === undefined) return;
    this.latest = { ...webhook, fate };
    this.changes.notify();
  }
}
