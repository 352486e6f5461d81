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
import { message } from '#test/support/message.js';

const twilio = await sharedEmulator();

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

describe('registering the module', () => {
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
  ])('with %s gives a client that sends a message', async (_name, register) => {
    const module = await compile({ imports: [register()] });
    const { sid } = await module.get(TwilioClient).messages.create(message);

    expect(sid).toMatch(/^SM/);
    expect(twilio.requests).toMatchObject([{ credential: { kind: 'api-key' } }]);
  });

  it('with asProvider() reads the environment through @nestjs/config', async () => {
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

  it('with the namespace of @nestjs/config spread into other options keeps its source', async () => {
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

  it('with forRootAsync() and no source throws at once', () => {
    expect(() => TwilioAuthModule.forRootAsync({})).toThrow(/useFactory, useClass and useExisting/);
  });

  it('with a factory that rejects stops the start with its own error', async () => {
    const own = new Error('the vault does not answer');
    const register = TwilioAuthModule.forRootAsync({ useFactory: () => Promise.reject(own) });
    await expect(Test.createTestingModule({ imports: [register] }).compile()).rejects.toBe(own);
  });

  it.each([undefined, null, 'text'])(
    'with a factory that returns %j stops the start',
    async (value) => {
      const useFactory = (): TwilioAuthModuleOptions => value as never;
      const register = TwilioAuthModule.forRootAsync({ useFactory });
      await expect(compile({ imports: [register] })).rejects.toMatchObject({
        code: 'TWILIO_AUTH_CONFIG_INVALID',
      });
    },
  );
});
