import { randomBytes } from 'node:crypto';
import { Module, type DynamicModule } from '@nestjs/common';
import { NON_PRODUCTION } from '../core/config/environment.js';
import type { AccountOptions, TwilioAuthModuleOptions } from '../core/config/options.js';
import { startRuntime, type Runtime } from '../core/create-runtime.js';
import type { Clock } from '../core/primitives/clock.js';
import { own } from '../core/primitives/own.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { TWILIO_AUTH_CLOCK, TWILIO_AUTH_RUNTIME, TWILIO_AUTH_TRANSPORT } from '../nest/tokens.js';
import { TwilioAuthEvents } from '../nest/twilio-auth-events.js';
import { TwilioAuthModule } from '../nest/twilio-auth.module.js';
import { createRecordingTransport } from './recording-transport.js';
import { TwilioRecorder } from './twilio-recorder.js';

/**
 * Signs the webhooks of every account of {@link TwilioAuthTestingModule}; see `signWebhook()`. A
 * new one for each process: nobody can sign a webhook with a key that was published.
 */
export const TEST_SIGNING_KEY = randomBytes(16).toString('hex');

/** Options of {@link TwilioAuthTestingModule}. */
export interface TwilioAuthTestingOptions {
  /** Names of further accounts, for `@InjectTwilio(name)` and `TwilioAccounts.client(name)`. */
  readonly accounts?: readonly string[];
  /** Public origin that webhooks are signed for. Default: what the request says. */
  readonly webhookBaseUrl?: string;
  /** Signs the webhooks instead of {@link TEST_SIGNING_KEY}, such as one that another process uses. */
  readonly signingKey?: string;
  /** Further names of `NODE_ENV` in which tests run. Any other one that is production is refused. */
  readonly nonProduction?: readonly string[];
}

/**
 * Replaces `TwilioAuthModule` in a test: the same providers and the real SDK client, and nothing
 * ever leaves the process. {@link TwilioRecorder} records the calls. It does not start where
 * `NODE_ENV` is set to a name that counts as production.
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
    const real = TwilioAuthModule.forRoot(optionsOf(options));
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

  /**
   * The same for a test that compiles the application's own `AppModule`, however that imports
   * `TwilioAuthModule`: what it configures there is not read. Returns what records the calls.
   *
   * @example
   * import { Test } from '@nestjs/testing';
   * import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
   *
   * const builder = Test.createTestingModule({ imports: [AppModule] });
   * const recorder = TwilioAuthTestingModule.override(builder);
   * const module = await builder.compile();
   */
  static override(
    builder: ProviderOverrides,
    options: TwilioAuthTestingOptions = {},
  ): TwilioRecorder {
    const recorder = new TwilioRecorder();
    const factory = (clock: Clock, { emit }: TwilioAuthEvents): Promise<Runtime> => {
      const transport = createRecordingTransport(recorder);
      return startRuntime(optionsOf(options), { clock, emit, transport, testingModule: true });
    };
    const inject = [TWILIO_AUTH_CLOCK, TwilioAuthEvents];
    builder.overrideProvider(TWILIO_AUTH_RUNTIME).useFactory({ factory, inject });
    return recorder;
  }
}

/** The builder of `Test.createTestingModule()`, as far as it is used. */
export interface ProviderOverrides {
  overrideProvider(token: symbol): {
    useFactory(options: {
      // oxlint-disable-next-line typescript/no-explicit-any -- as Nest types it
      factory: (...dependencies: any[]) => unknown;
      // oxlint-disable-next-line typescript/no-explicit-any -- as Nest types it
      inject?: any[];
    }): unknown;
  };
}

/** Accounts that do not exist, each with a made-up key. */
function optionsOf(options: TwilioAuthTestingOptions): TwilioAuthModuleOptions {
  const { accounts = [], webhookBaseUrl, nonProduction = [], signingKey } = own(options);
  const secret = signingKey ?? TEST_SIGNING_KEY;
  const account = (index: number): AccountOptions => testAccount(index, secret, webhookBaseUrl);
  return {
    environment: 'test',
    policy: { nonProduction: [...NON_PRODUCTION, ...nonProduction] },
    ...account(0),
    accounts: Object.fromEntries(accounts.map((name, index) => [name, account(index + 1)])),
    resolveAccount: async () => account(accounts.length + 1),
  };
}

function testAccount(index: number, secret: string, baseUrl: string | undefined): AccountOptions {
  const digits = index.toString(16).padStart(32, '0');
  return {
    accountSid: `AC${digits}`,
    auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'not-a-real-secret' },
    webhook: withoutUndefined({
      signingKeys: [{ secret, name: 'test' }],
      baseUrl,
    }),
  };
}
