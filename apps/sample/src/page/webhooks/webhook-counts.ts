import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { Changes } from '../state/changes.js';
import { Inspections } from './inspections.js';

/** The webhooks since the start. */
export interface WebhookSummary {
  readonly accepted: number;
  readonly rejected: number;
}

/** Counts the webhooks that were accepted and rejected. */
@Injectable()
export class WebhookCounts implements OnModuleInit {
  private accepted = 0;
  private rejected = 0;

  constructor(
    private readonly events: TwilioAuthEvents,
    private readonly inspections: Inspections,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    this.events.on('webhook.accepted', () => this.count('accepted'));
    this.events.on('webhook.rejected', () => this.count('rejected'));
  }

  summary(): WebhookSummary {
    const { accepted, rejected } = this;
    return { accepted, rejected };
  }

  private count(outcome: keyof WebhookSummary): void {
    if (this.inspections.isRunning) return;
    this[outcome] += 1;
    this.changes.notify();
  }
}
