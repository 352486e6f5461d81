import { Injectable, Module } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';

/** One status callback of a message. */
export interface StatusCallback {
  readonly sid: string;
  readonly status: string;
  readonly receivedAt: string;
}

/** Enough for a demo; an application would store them in its database. */
const MESSAGES_KEPT = 500;

/**
 * The statuses that Twilio reported, by message. Twilio may deliver a callback twice and in any
 * order, so each status is recorded once per message, in order of arrival.
 */
@Injectable()
export class StatusLog {
  private readonly bySid = new Map<string, StatusCallback[]>();
  private readonly arrivals = new Subject<StatusCallback>();

  /** Every callback with a new status. */
  readonly changes: Observable<StatusCallback> = this.arrivals.asObservable();

  record(sid: string, status: string): void {
    const known = this.bySid.get(sid) ?? [];
    if (known.some((callback) => callback.status === status)) return;
    const callback = { sid, status, receivedAt: new Date().toISOString() };
    this.bySid.set(sid, [...known, callback]);
    this.removeOldest();
    this.arrivals.next(callback);
  }

  of(sid: string): readonly StatusCallback[] {
    return this.bySid.get(sid) ?? [];
  }

  private removeOldest(): void {
    const [oldest] = this.bySid.keys();
    if (oldest !== undefined && this.bySid.size > MESSAGES_KEPT) this.bySid.delete(oldest);
  }
}

/** Imported by the modules that receive webhooks and that show their statuses. */
@Module({ providers: [StatusLog], exports: [StatusLog] })
export class StatusLogModule {}
