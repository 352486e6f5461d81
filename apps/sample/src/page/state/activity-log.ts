import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { MessageLog } from '../../messages/message-log.js';
import { Inspections } from '../webhooks/inspections.js';
import { Changes } from './changes.js';

/** Something that happened. It contains no secret. */
export interface Activity {
  readonly id: string;
  readonly at: string;
  /** Groups lines that look alike on the page. */
  readonly kind: 'token' | 'message' | 'verified' | 'rejected' | 'failure';
  readonly title: string;
  readonly detail: string;
}

const KEPT = 40;

/** What happened last: the library's events, and the messages. */
@Injectable()
export class ActivityLog implements OnModuleInit {
  private readonly entries: Activity[] = [];

  constructor(
    private readonly events: TwilioAuthEvents,
    private readonly messages: MessageLog,
    private readonly inspections: Inspections,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    this.followCredentials();
    this.followWebhooks();
    this.messages.added.subscribe(({ direction, sid }) => {
      this.add('message', direction === 'inbound' ? 'Message received' : 'Message sent', sid);
    });
    this.messages.reported.subscribe(({ sid, status }) => {
      this.add('message', `Message ${status}`, sid);
    });
  }

  /** The newest first. */
  latest(): readonly Activity[] {
    return this.entries.toReversed();
  }

  private followCredentials(): void {
    this.events.on('token.fetched', ({ lifetimeMs, tookMs, attempts }) => {
      const tries = attempts > 1 ? `, ${attempts} attempts` : '';
      const took = `took ${Math.round(tookMs)} ms${tries}`;
      const detail = `Valid for ${Math.round(lifetimeMs / 1000)} s; ${took}.`;
      this.add('token', 'OAuth token fetched', detail);
    });
    this.events.on('token.rejected', ({ refreshed }) => {
      const next = refreshed ? 'The call is repeated with a new one.' : 'There is no new one.';
      this.add('failure', 'Twilio rejected the token', next);
    });
    this.events.on('token.failed', ({ code, reason, background }) => {
      const why = reason === undefined ? code : `${code}: ${reason}`;
      this.add('failure', background ? 'A token refresh failed' : 'No OAuth token', why);
    });
    this.events.on('credentials.rotated', ({ account, method, trigger }) => {
      this.add('token', 'Credential replaced', `${account}: ${method}, by ${trigger}`);
    });
    this.events.on('capability.refused', ({ rule, method, path }) => {
      this.add('failure', 'Refused before it was sent', `${method} ${path}: ${rule}`);
    });
  }

  private followWebhooks(): void {
    this.events.on('webhook.accepted', ({ key, method, path }) => {
      if (this.inspections.isRunning) return;
      this.add('verified', 'Signature verified', `${method} ${path}, signed with ${key}`);
    });
    this.events.on('webhook.rejected', ({ reason, method, path }) => {
      if (this.inspections.isRunning) return;
      this.add('rejected', 'Webhook rejected', `${method} ${path}: ${reason}`);
    });
  }

  private add(kind: Activity['kind'], title: string, detail: string): void {
    this.entries.push({ id: randomUUID(), at: new Date().toISOString(), kind, title, detail });
    if (this.entries.length > KEPT) this.entries.shift();
    this.changes.notify();
  }
}
