import { Injectable } from '@nestjs/common';
import { TwilioAuth, TwilioPermissions, type AccountDescription } from 'nestjs-twilio-auth';
import { MessageLog, type LoggedMessage, type StatusCallback } from '../../messages/message-log.js';
import { SendLog, type SendSummary } from '../sends/send-log.js';
import { signingAccount } from '../../voice-token/signer.js';
import { WebhookCaptures, type CapturedWebhook } from '../webhooks/webhook-captures.js';
import { WebhookCounts, type WebhookSummary } from '../webhooks/webhook-counts.js';
import { ActivityLog, type Activity } from './activity-log.js';
import { TokenLog, type TokenTimeline } from './token-log.js';

/** Everything that the page shows and that is not of one reader. No secret is in it. */
export interface PageState {
  /** When this process started: whatever is counted is counted since then. */
  readonly startedAt: string;
  readonly account: AccountDescription;
  /** SID of the key that signs access tokens. */
  readonly signingKeySid?: string;
  readonly report: Pick<ReturnType<TwilioAuth['report']>, 'verdicts' | 'production'>;
  readonly limits: readonly string[];
  /** Of the current OAuth token. */
  readonly tokenLifetimeMs?: number;
  readonly tokens: TokenTimeline;
  readonly sends: SendSummary;
  readonly messages: {
    readonly sent: number;
    readonly received: number;
    readonly latest: readonly (LoggedMessage & { readonly callbacks: readonly StatusCallback[] })[];
  };
  readonly webhooks: WebhookSummary & { readonly latest?: CapturedWebhook };
  readonly permissions: { readonly used: object; readonly policy: object };
  readonly activity: readonly Activity[];
  /** What other modules add, by their name. */
  readonly sections: Readonly<Record<string, unknown>>;
}

const SHOWN = 6;

/** Puts together what the page shows. */
@Injectable()
export class PageStateService {
  private readonly startedAt = new Date().toISOString();
  private readonly sections = new Map<string, () => unknown>();

  constructor(
    private readonly auth: TwilioAuth,
    private readonly permissions: TwilioPermissions,
    private readonly messages: MessageLog,
    private readonly sends: SendLog,
    private readonly tokens: TokenLog,
    private readonly webhooks: WebhookCounts,
    private readonly captures: WebhookCaptures,
    private readonly activity: ActivityLog,
  ) {}

  /** Adds a section of a module that is not always there. */
  addSection(name: string, show: () => unknown): void {
    this.sections.set(name, show);
  }

  current(): PageState {
    const { verdicts, production, accounts } = this.auth.report();
    const limits = accounts.find(({ account }) => account === 'default')?.limits ?? [];
    const { lifetimeMs } = this.tokens;
    const { latest } = this.captures;
    const { accessTokenKeySid: signingKeySid } = this.auth.describe(signingAccount(this.auth));
    return {
      startedAt: this.startedAt,
      account: this.auth.describe(),
      ...(signingKeySid !== undefined && { signingKeySid }),
      report: { verdicts, production },
      limits: limits.map(({ cannot }) => cannot),
      ...(lifetimeMs !== undefined && { tokenLifetimeMs: lifetimeMs }),
      tokens: this.tokens.timeline(),
      sends: this.sends.summary(),
      messages: { ...this.messages.total, latest: this.latestMessages() },
      webhooks: { ...this.webhooks.summary(), ...(latest && { latest }) },
      permissions: { used: this.permissions.used(), policy: this.permissions.policy() },
      activity: this.activity.latest(),
      sections: Object.fromEntries([...this.sections].map(([name, show]) => [name, show()])),
    };
  }

  private latestMessages(): PageState['messages']['latest'] {
    return this.messages
      .latest(SHOWN)
      .map((message) => ({ ...message, callbacks: this.messages.callbacksOf(message.sid) }));
  }
}
