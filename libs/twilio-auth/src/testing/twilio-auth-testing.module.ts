import { Module, type DynamicModule } from '@nestjs/common';
import type { AccountOptions } from '../core/config/options.js';
import { own } from '../core/primitives/own.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { TWILIO_AUTH_TRANSPORT } from '../nest/tokens.js';
import { TwilioAuthModule } from '../nest/twilio-auth.module.js';
import { createRecordingTransport } from './recording-transport.js';
import { TwilioRecorder } from './twilio-recorder.js';

/** Signs the webhooks of every account of {@link TwilioAuthTestingModule}; see `signWebhook()`. */
export const TEST_SIGNING_KEY = '0123456789abcdef0123456789abcdef';

/** Options of {@link TwilioAuthTestingModule}. */
export interface TwilioAuthTestingOptions {
  /** Names of further accounts, for `@InjectTwilio(name)` and `TwilioAccounts.client(name)`. */
  readonly accounts?: readonly string[];
  /** Public origin that webhooks are signed for. Default: what the request says. */
  readonly webhookBaseUrl?: string;
}

/**
 * Replaces `TwilioAuthModule` in a test: the same providers and the real SDK client, and nothing
 * ever leaves the process. {@link TwilioRecorder} records the calls.
 *
 * @example
 * import { Test } from '@nestjs/testing';
 * import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
 *
 * const module = await Test.createTestingModule({
 *   imports: [TwilioAuthTestingModule.forRoot({ accounts: ['billing'] })],
 * }).compile();
 */
@Module({})
export class TwilioAuthTestingModule {
  static forRoot(options: TwilioAuthTestingOptions = {}): DynamicModule {
    const { accounts = [], webhookBaseUrl } = own(options);
    const account = (index: number): AccountOptions => testAccount(index, webhookBaseUrl);
    const real = TwilioAuthModule.forRoot({
      environment: 'test',
      ...account(0),
      accounts: Object.fromEntries(accounts.map((name, index) => [name, account(index + 1)])),
      resolveAccount: async () => account(accounts.length + 1),
    });
    return {
      ...real,
      module: TwilioAuthTestingModule,
      providers: [
        ...(real.providers ?? []),
        TwilioRecorder,
        {
          provide: TWILIO_AUTH_TRANSPORT,
          inject: [TwilioRecorder],
          useFactory: createRecordingTransport,
        },
      ],
      exports: [...(real.exports ?? []), TwilioRecorder],
    };
  }
}

/** An account that does not exist, with a made-up key. */
function testAccount(index: number, baseUrl: string | undefined): AccountOptions {
  const digits = index.toString(16).padStart(32, '0');
  return {
    accountSid: `AC${digits}`,
    auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'not-a-real-secret' },
    webhook: withoutUndefined({
      signingKeys: [{ secret: TEST_SIGNING_KEY, name: 'test' }],
      baseUrl,
    }),
  };
}
