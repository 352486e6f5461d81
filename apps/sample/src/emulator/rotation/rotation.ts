import { setTimeout as pause } from 'node:timers/promises';
import { ConflictException, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';
import type { OAuthSecretStep } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { Changes } from '../../page/state/changes.js';
import { PageStateService } from '../../page/state/page-state.js';
import { EMULATOR } from '../emulator.token.js';
import { withCalls, type CallCount } from './calls-meanwhile.js';

/** A rotation as the page shows it. */
interface RotationView extends CallCount {
  readonly steps: { readonly at: string; readonly step: OAuthSecretStep }[];
  isRunning: boolean;
  /** Why it did not end as it should. */
  error?: string;
}

/** Short enough to watch the old secret end; a day is usual. */
const GRACE_SECONDS = 4;
/** Calls before the first step, and after the last one. */
const AROUND_MS = 600;

/** Rotates the OAuth secret of this application while it makes calls, as a pipeline would do it. */
@Injectable()
export class Rotation implements OnModuleInit {
  private view: RotationView | undefined;

  constructor(
    @Inject(EMULATOR) private readonly emulator: TwilioEmulator,
    private readonly auth: TwilioAuth,
    private readonly twilio: TwilioClient,
    private readonly page: PageStateService,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    if (this.auth.describe().method !== 'oauth') return;
    this.page.addSection('rotation', () => this.view ?? { steps: [], calls: 0, failed: 0 });
  }

  /** Begins one. What becomes of it is in the state of the page. */
  start(): void {
    if (this.view?.isRunning) throw new ConflictException('A rotation is running.');
    const view: RotationView = { steps: [], calls: 0, failed: 0, isRunning: true };
    this.view = view;
    void this.run(view);
  }

  private async run(view: RotationView): Promise<void> {
    try {
      const read = () => this.twilio.incomingPhoneNumbers.list({ limit: 1 });
      await withCalls(read, () => this.rotate(view), view);
    } catch (error) {
      view.error = error instanceof Error ? error.message : String(error);
    }
    view.isRunning = false;
    this.changes.notify();
  }

  private async rotate({ steps }: RotationView): Promise<void> {
    const { account, url } = this.emulator;
    const { main } = account.apiKeys;
    // Only here: whoever may rotate may do anything with the account, so that no server should.
    const { createTwilioKeys } = await import('nestjs-twilio-auth/keys');
    const keys = await createTwilioKeys({
      accountSid: account.sid,
      auth: { method: 'api-key', keySid: main.sid, keySecret: main.secret, keyType: 'main' },
      apiBaseUrl: url,
    });
    try {
      await pause(AROUND_MS);
      await keys.oauth.rotateSecret({
        clientId: account.oauthApp.clientId,
        graceSeconds: GRACE_SECONDS,
        waitForExpiry: true,
        deliver: ({ clientId, clientSecret }) =>
          this.auth.rotate('default', { method: 'oauth', clientId, clientSecret }),
        onStep: (step) => {
          steps.push({ at: new Date().toISOString(), step });
          this.changes.notify();
        },
      });
      await pause(AROUND_MS);
    } finally {
      await keys.close();
    }
  }
}
