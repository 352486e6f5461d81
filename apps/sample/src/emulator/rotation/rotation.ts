import { setTimeout as pause } from 'node:timers/promises';
import { ConflictException, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAccessTokens, TwilioAccounts, TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { Changes } from '../../page/state/changes.js';
import { PageStateService } from '../../page/state/page-state.js';
import { signingAccount } from '../../voice-token/signer.js';
import { EMULATOR } from '../emulator.token.js';
import { withCalls, type Repeated } from './calls-meanwhile.js';
import { rotateKey } from './rotate-key.js';
import { rotateSecret } from './rotate-secret.js';
import { newView, ROTATIONS, type RotationName, type RotationView } from './rotation-view.js';
import { SigningKeys } from './signing-keys.js';

/** Calls before the first step, and after the last one. */
const AROUND_MS = 600;

/** Rotates a credential of this application while it makes calls, as a pipeline would do it. */
@Injectable()
export class Rotation implements OnModuleInit {
  private readonly views = new Map<RotationName, RotationView>();
  private readonly signingKeys = new SigningKeys();

  constructor(
    @Inject(EMULATOR) private readonly emulator: TwilioEmulator,
    private readonly auth: TwilioAuth,
    private readonly accounts: TwilioAccounts,
    private readonly accessTokens: TwilioAccessTokens,
    private readonly page: PageStateService,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    const { sid, secret } = this.emulator.account.apiKeys.standard;
    this.signingKeys.add(sid, secret);
    for (const name of ROTATIONS.filter((one) => this.has(one))) {
      this.views.set(name, newView(name, false));
    }
    this.page.addSection('rotations', () => [...this.views.values()]);
  }

  /** Whether this application has such a credential. */
  has(name: RotationName): boolean {
    return name === 'api-key' || this.auth.describe().method === 'oauth';
  }

  /** Begins one. What becomes of it is in the state of the page. */
  start(name: RotationName): void {
    if ([...this.views.values()].some(({ isRunning }) => isRunning)) {
      throw new ConflictException('A rotation is running.');
    }
    const view = newView(name, true);
    this.views.set(name, view);
    this.changes.notify();
    void this.run(view);
  }

  private async run(view: RotationView): Promise<void> {
    try {
      await withCalls(this.repeated(view), () => this.rotate(view));
    } catch (error) {
      view.error = error instanceof Error ? error.message : String(error);
    }
    view.isRunning = false;
    this.changes.notify();
  }

  /** What the credential is used for. */
  private repeated({ name, calls, tokens }: RotationView): readonly Repeated[] {
    const account = name === 'api-key' ? signingAccount(this.auth) : 'default';
    const client = this.accounts.client(account);
    const call = () => client.incomingPhoneNumbers.list({ limit: 1 });
    const grants = { voice: { incomingAllow: true } };
    const issue = () => {
      const { token } = this.accessTokens.issue({ identity: 'nobody', grants, account });
      this.signingKeys.assertSigned(token);
    };
    return [
      { once: call, count: calls },
      ...(tokens === undefined ? [] : [{ once: issue, count: tokens }]),
    ];
  }

  private async rotate({ name, steps }: RotationView): Promise<void> {
    const { auth, signingKeys } = this;
    const keys = await administrator(this.emulator);
    const onStep = (step: string, sid: string): void => {
      steps.push({ at: new Date().toISOString(), step, sid });
      this.changes.notify();
    };
    try {
      await pause(AROUND_MS);
      if (name === 'api-key') await rotateKey(keys, auth, signingKeys, onStep);
      else await rotateSecret(keys, auth, this.emulator.account.oauthApp.clientId, onStep);
      await pause(AROUND_MS);
    } finally {
      await keys.close();
    }
  }
}

/** Only here: whoever may rotate may do anything with the account, so that no server should. */
async function administrator({ account, url }: TwilioEmulator): Promise<TwilioKeys> {
  const { createTwilioKeys } = await import('nestjs-twilio-auth/keys');
  const { sid: keySid, secret: keySecret } = account.apiKeys.main;
  return createTwilioKeys({
    accountSid: account.sid,
    auth: { method: 'api-key', keySid, keySecret, keyType: 'main' },
    apiBaseUrl: url,
  });
}
