import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAuthEvents, type TwilioAuthEventMap } from 'nestjs-twilio-auth';
import { Changes } from './changes.js';

/** Why a token was fetched. */
export type TokenReason = 'first' | 'ahead' | 'ended' | 'rejected' | 'rotated';

/** One OAuth token, without its value. */
export interface TokenLife {
  readonly fetchedAt: string;
  readonly lifetimeMs: number;
  readonly tookMs: number;
  readonly attempts: number;
  readonly reason: TokenReason;
  /** Calls that were made with it. */
  readonly calls: number;
  /** When the next one took its place. */
  readonly replacedAt?: string;
}

/** The tokens since the start. */
export interface TokenTimeline {
  /** The newest first. */
  readonly tokens: readonly TokenLife[];
  /** How many were fetched since the start, the forgotten ones included. */
  readonly fetched: number;
  /** Calls of the app to the API. The SDK's own OAuth provider fetches a token for each. */
  readonly calls: number;
}

const KEPT = 6;
/** The account that makes the calls of the app. The one that signs access tokens has no token. */
const CALLER = 'default';

/** Which tokens were fetched, why, and how many calls each of them served. */
@Injectable()
export class TokenLog implements OnModuleInit {
  private tokens: TokenLife[] = [];
  private fetched = 0;
  private calls = 0;
  private hasRotated = false;

  constructor(
    private readonly events: TwilioAuthEvents,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    this.events.on('token.fetched', (token) => this.add(token));
    this.events.on('token.rejected', ({ refreshed }) => {
      if (refreshed) this.updateCurrent(() => ({ reason: 'rejected' }));
      this.changes.notify();
    });
    this.events.on('credentials.rotated', ({ account }) => {
      if (account === CALLER) this.hasRotated = true;
    });
    this.events.on('api.called', ({ account, attempts }) => {
      // Without a token or a connection, there was no request.
      if (account !== CALLER || attempts === 0) return;
      this.calls += 1;
      this.updateCurrent(({ calls }) => ({ calls: calls + 1 }));
      this.changes.notify();
    });
  }

  timeline(): TokenTimeline {
    const { tokens, fetched, calls } = this;
    return { tokens: tokens.toReversed(), fetched, calls };
  }

  /** The full lifetime of the current token. */
  get lifetimeMs(): number | undefined {
    return this.tokens.at(-1)?.lifetimeMs;
  }

  private add({ lifetimeMs, tookMs, attempts }: TwilioAuthEventMap['token.fetched']): void {
    // A lifetime begins when the request is sent.
    const fetchedAt = new Date(Date.now() - tookMs).toISOString();
    const reason = this.reasonOfNext();
    this.updateCurrent(() => ({ replacedAt: fetchedAt }));
    this.tokens.push({ fetchedAt, lifetimeMs, tookMs, attempts, reason, calls: 0 });
    this.tokens = this.tokens.slice(-KEPT);
    this.fetched += 1;
    this.hasRotated = false;
    this.changes.notify();
  }

  private reasonOfNext(): TokenReason {
    const current = this.tokens.at(-1);
    if (current === undefined) return 'first';
    if (this.hasRotated) return 'rotated';
    return Date.parse(current.fetchedAt) + current.lifetimeMs > Date.now() ? 'ahead' : 'ended';
  }

  private updateCurrent(change: (token: TokenLife) => Partial<TokenLife>): void {
    const current = this.tokens.at(-1);
    if (current === undefined) return;
    this.tokens.splice(-1, 1, { ...current, ...change(current) });
  }
}
