import { Injectable, Module } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';

/** One status callback of a message. */
export interface StatusCallback {
  readonly sid: string;
  readonly status: string;
  readonly receivedAt: string;
}

/** A message that this application sent or received. */
export interface LoggedMessage {
  readonly sid: string;
  readonly direction: 'outbound' | 'inbound';
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly at: string;
}

/** Enough for a demo; an application would store them in its database. */
const MESSAGES_KEPT = 500;

/** The messages since the start, and the statuses that Twilio reported of them. */
@Injectable()
export class MessageLog {
  private readonly messages = new Map<string, LoggedMessage>();
  private readonly callbacks = new Map<string, readonly StatusCallback[]>();
  private readonly counts = { outbound: 0, inbound: 0 };
  private readonly arrivals = new Subject<StatusCallback>();
  private readonly additions = new Subject<LoggedMessage>();

  /** Every message, once. */
  readonly added: Observable<LoggedMessage> = this.additions.asObservable();
  /** Every callback with a new status. */
  readonly reported: Observable<StatusCallback> = this.arrivals.asObservable();

  /** Twilio may deliver a webhook twice: a message that is known already changes nothing. */
  add(message: Omit<LoggedMessage, 'at'>): void {
    if (this.messages.has(message.sid)) return;
    const logged = { ...message, at: new Date().toISOString() };
    this.counts[message.direction] += 1;
    keep(this.messages, message.sid, logged);
    this.additions.next(logged);
  }

  /**
   * Notes a status. Twilio may deliver a callback twice, in any order, and before its answer to the
   * request that sent the message.
   */
  report(sid: string, status: string): void {
    const known = this.callbacksOf(sid);
    if (known.some((callback) => callback.status === status)) return;
    const callback = { sid, status, receivedAt: new Date().toISOString() };
    keep(this.callbacks, sid, [...known, callback]);
    this.arrivals.next(callback);
  }

  /** The signed callbacks of a message, in order of arrival. */
  callbacksOf(sid: string): readonly StatusCallback[] {
    return this.callbacks.get(sid) ?? [];
  }

  /** The newest first. */
  latest(count: number): readonly LoggedMessage[] {
    return [...this.messages.values()].slice(-count).toReversed();
  }

  /** How many there were since the start, the forgotten ones included. */
  get total(): { readonly sent: number; readonly received: number } {
    return { sent: this.counts.outbound, received: this.counts.inbound };
  }
}

function keep<T>(map: Map<string, T>, sid: string, value: T): void {
  map.set(sid, value);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size > MESSAGES_KEPT) map.delete(oldest);
}

/** Imported by the modules that send and receive messages, and that show them. */
@Module({ providers: [MessageLog], exports: [MessageLog] })
export class MessageLogModule {}
