import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Changes } from '../state/changes.js';
import { explainSendFailure, type SendFailure } from './explain-send-failure.js';
import type { WireRequest } from './wire-tap.js';

/** One `POST /messages`, whoever made it, and what it did on the wire. */
export interface Send {
  readonly id: string;
  readonly at: string;
  readonly requests: readonly WireRequest[];
  /** Of the message that Twilio accepted. */
  readonly sid?: string;
  readonly failure?: SendFailure;
  /** Absent while it is under way. */
  readonly tookMs?: number;
}

/** The sends since the start. */
export interface SendSummary {
  readonly accepted: number;
  readonly failed: number;
  readonly latest?: Send;
}

/** Counts the sends, and keeps the latest. */
@Injectable()
export class SendLog {
  private accepted = 0;
  private failed = 0;
  private latest: Send | undefined;

  constructor(private readonly changes: Changes) {}

  /** Notes a send that begins. Returns what notes its end. */
  begin(requests: readonly WireRequest[]): {
    accepted(sid: string): void;
    failed(error: unknown): void;
  } {
    const beganMs = performance.now();
    const begun = { id: randomUUID(), at: new Date().toISOString(), requests };
    this.show(begun);
    const end = (outcome: Pick<Send, 'sid' | 'failure'>): void => {
      this.show({ ...begun, ...outcome, tookMs: performance.now() - beganMs });
    };
    return {
      accepted: (sid) => {
        this.accepted += 1;
        end({ sid });
      },
      failed: (error) => {
        this.failed += 1;
        end({ failure: explainSendFailure(error, requests) });
      },
    };
  }

  summary(): SendSummary {
    const { accepted, failed, latest } = this;
    return { accepted, failed, ...(latest && { latest }) };
  }

  private show(send: Send): void {
    // One that began earlier and ends later does not hide the newer one.
    if (this.latest === undefined || send.at >= this.latest.at) this.latest = send;
    this.changes.notify();
  }
}
