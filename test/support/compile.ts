import type { LoggerService, ModuleMetadata } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { TwilioAuthModule, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import type { EmulatedAccount, TwilioEmulator } from 'twilio-auth-emulator';
import { onTestFinished } from 'vitest';
import type { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { TWILIO_AUTH_CLOCK } from '../../libs/twilio-auth/src/nest/tokens.js';

const SILENT: LoggerService = { log: () => {}, warn: () => {}, error: () => {} };

/** Starts an application without a web server, and closes it after the test. */
export async function compile(metadata: ModuleMetadata, clock?: FakeClock): Promise<TestingModule> {
  const builder = Test.createTestingModule(metadata);
  if (clock !== undefined) builder.overrideProvider(TWILIO_AUTH_CLOCK).useValue(clock);
  const module = await builder.setLogger(SILENT).compile();
  // Closed also if init() rejects.
  onTestFinished(() => module.close());
  return module.init();
}

/** The same with TwilioAuthModule only. */
export function compileWith(
  options: TwilioAuthModuleOptions,
  clock?: FakeClock,
): Promise<TestingModule> {
  return compile({ imports: [TwilioAuthModule.forRoot(options)] }, clock);
}

/** Options of an account of the emulator, authenticated by a standard API key. */
export function keyOptions({ url }: TwilioEmulator, { sid, apiKeys }: EmulatedAccount) {
  const { standard } = apiKeys;
  return {
    environment: 'test',
    apiBaseUrl: url,
    accountSid: sid,
    auth: { method: 'api-key', keySid: standard.sid, keySecret: standard.secret },
  } as const satisfies TwilioAuthModuleOptions;
}

/** The same by the OAuth app. */
export function oauthOptions({ url }: TwilioEmulator, { sid, oauthApp }: EmulatedAccount) {
  return {
    environment: 'test',
    apiBaseUrl: url,
    accountSid: sid,
    auth: { method: 'oauth', clientId: oauthApp.clientId, clientSecret: oauthApp.clientSecret },
  } as const satisfies TwilioAuthModuleOptions;
}
