import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { ReplaySubject, type Observable } from 'rxjs';
import { StatusLog } from '../webhooks/status-log.js';

/** One line of the live feed. It contains no secret. */
export interface ActivityEntry {
  /** So that an entry that is sent twice is shown once. */
  readonly id: string;
  readonly at: string;
  /** Groups lines that look alike on the page. */
  readonly kind: 'token' | 'callback' | 'inbound' | 'verified' | 'rejected' | 'failure';
  readonly title: string;
  readonly detail: string;
  /** The lifetime of a fetched token. */
  readonly lifetimeMs?: number;
}

/** How many past entries a newly opened page gets. */
const REPLAYED = 20;

/** The library's events and the status callbacks, for the live feed. */
@Injectable()
export class ActivityFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly subject = new ReplaySubject<ActivityEntry>(REPLAYED);
  readonly entries: Observable<ActivityEntry> = this.subject.asObservable();

  constructor(
    private readonly events: TwilioAuthEvents,
    private readonly statuses: StatusLog,
  ) {}

  onModuleInit(): void {
    this.followTokens();
    this.followWebhooks();
    this.events.on('capability.refused', ({ rule, method, path }) => {
      this.add('failure', 'Rejected before it was sent', `${method} ${path}: ${rule}`);
    });
  }

  /** Completes open feeds, which would keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.subject.complete();
  }

  private followTokens(): void {
    this.events.on('token.fetched', ({ lifetimeMs, tookMs, attempts }) => {
      const tries = attempts > 1 ? `, ${attempts} attempts` : '';
      const took = `took ${Math.round(tookMs)} ms${tries}`;
      const detail = `Valid for ${Math.round(lifetimeMs / 1000)} s; ${took}.`;
      this.add('token', 'OAuth token fetched', detail, { lifetimeMs });
    });
    this.events.on('token.rejected', ({ refreshed }) => {
      const next = refreshed ? 'The call is repeated with a new one.' : 'There is no new one.';
      this.add('failure', 'Twilio rejected the token', next);
    });
    this.events.on('token.failed', ({ code, reason, background }) => {
      const why = reason === undefined ? code : `${code}: ${reason}`;
      this.add('failure', background ? 'A token refresh failed' : 'No OAuth token', why);
    });
  }

  private followWebhooks(): void {
    this.events.on('webhook.accepted', ({ key, method, path }) => {
      this.add('verified', 'Signature verified', `${method} ${path}, signed with ${key}`);
    });
    this.events.on('webhook.rejected', ({ reason, method, path }) => {
      this.add('rejected', 'Webhook rejected', `${method} ${path}: ${reason}`);
    });
    this.statuses.changes.subscribe(({ sid, status }) => {
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
