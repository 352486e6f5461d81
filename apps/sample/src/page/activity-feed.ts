import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { ReplaySubject, type Observable } from 'rxjs';
import { StatusLog } from '../webhooks/status-log.js';
import type { ActivityEntry } from './activity-entry.js';

/** What somebody who opens the page now is still told. */
const REMEMBERED = 20;

/** What happens while somebody watches: the library's events and the status callbacks. */
@Injectable()
export class ActivityFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly subject = new ReplaySubject<ActivityEntry>(REMEMBERED);
  readonly entries: Observable<ActivityEntry> = this.subject.asObservable();

  constructor(
    private readonly events: TwilioAuthEvents,
    private readonly statuses: StatusLog,
  ) {}

  onModuleInit(): void {
    this.followTokens();
    this.followWebhooks();
    this.events.on('capability.refused', ({ rule, method, path }) => {
      this.add('failure', 'Stopped before the network', `${method} ${path}: ${rule}`);
    });
  }

  /** Open feeds would keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.subject.complete();
  }

  private followTokens(): void {
    this.events.on('token.fetched', ({ lifetimeMs, tookMs, attempts }) => {
      const tries = attempts > 1 ? `, ${attempts} attempts` : '';
      const took = `took ${Math.round(tookMs)} ms${tries}`;
      const detail = `Good for ${Math.round(lifetimeMs / 1000)} s; ${took}.`;
      this.add('token', 'OAuth token fetched', detail, { lifetimeMs });
    });
    this.events.on('token.rejected', ({ renewed }) => {
      const next = renewed ? 'A new one is ready: the call is repeated.' : 'There is no new one.';
      this.add('failure', 'Twilio refused the token', next);
    });
    this.events.on('token.failed', ({ code, reason, background }) => {
      const why = reason === undefined ? code : `${code}: ${reason}`;
      this.add('failure', background ? 'A renewal failed' : 'No OAuth token', why);
    });
  }

  private followWebhooks(): void {
    this.events.on('webhook.accepted', ({ key, method, path }) => {
      this.add('verified', 'Signature verified', `${method} ${path}, signed with ${key}`);
    });
    this.events.on('webhook.rejected', ({ reason, method, path }) => {
      this.add('rejected', 'Webhook rejected', `${method} ${path}: ${reason}`);
    });
    this.statuses.news.subscribe(({ sid, status }) => {
      this.add('callback', `Message ${status}`, sid);
    });
  }

  private add(
    kind: ActivityEntry['kind'],
    title: string,
    detail: string,
    more: Pick<ActivityEntry, 'lifetimeMs'> = {},
  ): void {
    const at = new Date().toISOString();
    this.subject.next({ id: randomUUID(), at, kind, title, detail, ...more });
  }
}
