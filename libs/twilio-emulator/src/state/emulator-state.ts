import { AccessTokens } from './access-tokens.js';
import type { Account } from './account.js';
import type { ApiKey } from './api-key.js';
import type { Call, CallWebhooks } from './call.js';
import type { EmulatorClock } from '../protocol/clock.js';
import type { Message } from './message.js';
import { Outcomes } from './outcomes.js';
import type { OAuthApp } from './oauth-app.js';

/** Everything that the emulator stores. What a credential names is found by one lookup. */
export class EmulatorState {
  readonly clock: EmulatorClock;
  readonly tokens: AccessTokens;
  readonly keys = new Map<string, ApiKey>();
  readonly outcomes = new Outcomes();
  readonly oauthApps = new Map<string, OAuthApp>();
  /** Called for each new message that wants status callbacks. */
  onMessage: (message: Message, statusCallback: string) => void = () => undefined;
  /** Called for each message that is cancelled. */
  onCanceled: (message: Message) => void = () => undefined;
  /** Called for each new call, with the webhooks it asked for. */
  onCall: (call: Call, webhooks: CallWebhooks) => void = () => undefined;
  /** Milliseconds between two statuses of a message or call. */
  readonly stepMs: number;
  readonly #accounts = new Map<string, Account>();
  readonly #ownersOfTestAccounts = new Map<string, Account>();

  constructor(clock: EmulatorClock, stepMs: number) {
    this.clock = clock;
    this.stepMs = stepMs;
    this.tokens = new AccessTokens(clock);
  }

  /** Every account and subaccount, in order of creation. */
  get accounts(): Iterable<Account> {
    return this.#accounts.values();
  }

  /** Forgets everything but what time it is; a seed gives it accounts again. */
  clear(): void {
    for (const stored of [this.#accounts, this.#ownersOfTestAccounts, this.keys, this.oauthApps]) {
      stored.clear();
    }
    this.tokens.revokeAll();
    this.outcomes.clear();
  }

  addAccount(account: Account): void {
    this.#accounts.set(account.sid, account);
    const { testCredentials } = account;
    if (testCredentials) this.#ownersOfTestAccounts.set(testCredentials.accountSid, account);
  }

  account(sid: string): Account | undefined {
    return this.#accounts.get(sid);
  }

  /** The account whose test credentials have this account SID. */
  ownerOfTestAccount(sid: string): Account | undefined {
    return this.#ownersOfTestAccounts.get(sid);
  }

  keysOf(account: Account): readonly ApiKey[] {
    return [...this.keys.values()].filter(({ accountSid }) => accountSid === account.sid);
  }

  oauthAppsOf(account: Account): readonly OAuthApp[] {
    return [...this.oauthApps.values()].filter(({ accountSid }) => accountSid === account.sid);
  }

  subaccountsOf(parent: Account): readonly Account[] {
    return [...this.#accounts.values()].filter(
      ({ sid, ownerSid }) => ownerSid === parent.sid && sid !== parent.sid,
    );
  }
}
