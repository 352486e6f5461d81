import { Global, Injectable, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import {
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  type TwilioAuthModuleOptions,
  type TwilioAuthOptionsFactory,
} from 'nestjs-twilio-auth';
import { twilioAuthConfig } from 'nestjs-twilio-auth/config';
import { describe, expect, it } from 'vitest';
import { compile, keyOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';

const twilio = await sharedEmulator();

const message = { to: '+15551234567', from: '+15005550010', body: 'hi' };
const options = (): TwilioAuthModuleOptions => keyOptions(twilio, twilio.account);

@Injectable()
class Settings implements TwilioAuthOptionsFactory {
  createTwilioAuthOptions() {
    return options();
  }
}

@Global()
@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

@Module({ providers: [Settings], exports: [Settings] })
class LocalSettingsModule {}

describe('the ways to register', () => {
  it.each([
    ['forRoot(options)', () => TwilioAuthModule.forRoot(options())],
    ['useFactory', () => TwilioAuthModule.forRootAsync({ useFactory: options })],
    [
      'an asynchronous useFactory',
      () => TwilioAuthModule.forRootAsync({ useFactory: async () => options() }),
    ],
    [
      'useFactory with inject and imports',
      () =>
        TwilioAuthModule.forRootAsync({
          imports: [LocalSettingsModule],
          inject: [Settings],
          useFactory: (settings: Settings) => settings.createTwilioAuthOptions(),
        }),
    ],
    ['useClass', () => TwilioAuthModule.forRootAsync({ useClass: Settings })],
    [
      'useExisting',
      () => TwilioAuthModule.forRootAsync({ imports: [SettingsModule], useExisting: Settings }),
    ],
    [
      'useFactory with extra providers',
      () =>
        TwilioAuthModule.forRootAsync({
          extraProviders: [Settings],
          inject: [Settings],
          useFactory: (settings: Settings) => settings.createTwilioAuthOptions(),
        }),
    ],
  ])('%s sends a message', async (_name, register) => {
    const module = await compile({ imports: [register()] });
    const { sid } = await module.get(TwilioClient).messages.create(message);

    expect(sid).toMatch(/^SM/);
    expect(twilio.requests).toMatchObject([{ credential: { kind: 'api-key' } }]);
  });

  it('asProvider() takes the environment as @nestjs/config loaded it', async () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
    const module = await compile({
      imports: [
        ConfigModule.forRoot({ ignoreEnvFile: true }),
        TwilioAuthModule.forRootAsync(twilioAuthConfig.asProvider()),
      ],
    });
    await module.get(TwilioClient).messages.create(message);

    expect(module.get(TwilioAuth).describe()).toMatchObject({
      method: 'oauth',
      because: 'TWILIO_AUTH_METHOD names oauth',
      source: 'environment',
    });
  });

  it('the namespace of @nestjs/config can be spread into other options', async () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
    const module = await compile({
      imports: [
        TwilioAuthModule.forRootAsync({
          imports: [ConfigModule.forFeature(twilioAuthConfig)],
          inject: [twilioAuthConfig.KEY],
          useFactory: (fromEnv: TwilioAuthModuleOptions) => ({ ...fromEnv, http: { retries: 0 } }),
        }),
      ],
    });
    expect(module.get(TwilioAuth).describe()).toMatchObject({ source: 'environment' });
  });

  it('forRootAsync() without a source is a mistake that shows at once', () => {
    expect(() => TwilioAuthModule.forRootAsync({})).toThrow(/useFactory, useClass and useExisting/);
  });

  it('a factory that rejects stops start-up with its own error', async () => {
    const own = new Error('the vault is sealed');
    const register = TwilioAuthModule.forRootAsync({ useFactory: () => Promise.reject(own) });
    await expect(Test.createTestingModule({ imports: [register] }).compile()).rejects.toBe(own);
  });

  it.each([undefined, null, 'text'])('a factory that yields %j stops start-up', async (value) => {
    const useFactory = (): TwilioAuthModuleOptions => value as never;
    const register = TwilioAuthModule.forRootAsync({ useFactory });
    await expect(compile({ imports: [register] })).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
    });
  });
});
