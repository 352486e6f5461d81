import { Injectable, Module, Scope, type ModuleMetadata } from '@nestjs/common';
import { LazyModuleLoader, NestFactory, REQUEST } from '@nestjs/core';
import {
  ApiKeyStrategyFactory,
  TwilioAuthModule,
  TwilioClient,
  type TwilioAuthOptionsFactory,
  type TwilioAuthStrategyFactory,
} from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { withEnvironment } from '#test/support/environment.js';

const OPTIONS = { ...API_KEY_OPTIONS, environment: 'test' };

async function start(...imports: NonNullable<ModuleMetadata['imports']>) {
  withEnvironment({ NODE_ENV: 'test' });
  const app = await NestFactory.createApplicationContext(
    { module: class Root {}, imports },
    { logger: false, abortOnError: false },
  );
  onTestFinished(() => app.close());
  return app;
}

const refused = (expected: RegExp) => ({
  code: 'TWILIO_AUTH_CONFIG_INVALID',
  message: expect.stringMatching(expected),
});

describe('two global registrations in one application', () => {
  const twice = refused(/one global registration.*\n?.*isGlobal: false/s);

  it('do not start', async () => {
    const roots = [TwilioAuthModule.forRoot(OPTIONS), TwilioAuthModule.forRoot(OPTIONS)];
    await expect(start(...roots)).rejects.toMatchObject(twice);
  });

  it('do not start, wherever the second one is imported, and whichever of the two it is', async () => {
    @Module({ imports: [TwilioAuthTestingModule.forRoot()] })
    class FeatureModule {}
    const root = TwilioAuthModule.forRootAsync({ useFactory: () => OPTIONS });
    await expect(start(root, FeatureModule)).rejects.toMatchObject(twice);
  });

  it('are one if they are the same reference', async () => {
    const root = TwilioAuthModule.forRoot(OPTIONS);
    @Module({ imports: [root] })
    class FeatureModule {}
    const app = await start(root, FeatureModule);
    expect(app.get(TwilioClient)).toBeDefined();
  });

  it('start where all but one have isGlobal: false, or belong to other applications', async () => {
    const own = { ...OPTIONS, isGlobal: false };
    @Module({ imports: [TwilioAuthModule.forRoot(own)] })
    class FeatureModule {}
    await start(TwilioAuthModule.forRoot(OPTIONS), FeatureModule, TwilioAuthModule.forRoot(own));
    await start(TwilioAuthModule.forRoot(OPTIONS));
  });
});

describe('a registration that is loaded lazily', () => {
  const load = async (isGlobal: boolean) => {
    const app = await start(TwilioAuthModule.forRoot(OPTIONS));
    const second = TwilioAuthModule.forRoot({ ...OPTIONS, isGlobal });
    return app.get(LazyModuleLoader).load(() => second, { logger: false });
  };

  it('is refused where there is a global one already', async () => {
    await expect(load(true)).rejects.toMatchObject(refused(/one global registration/));
  });

  it('is loaded with isGlobal: false', async () => {
    expect((await load(false)).get(TwilioClient)).toBeDefined();
  });
});

describe('a registration that depends on the request', () => {
  const scoped = refused(/request-scoped.*\n?.*resolveAccount/s);

  it('does not start with a factory that injects the request', async () => {
    const root = TwilioAuthModule.forRootAsync({ inject: [REQUEST], useFactory: () => OPTIONS });
    await expect(start(root)).rejects.toMatchObject(scoped);
  });

  it('does not start with an options class that is request-scoped', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Options implements TwilioAuthOptionsFactory {
      createTwilioAuthOptions() {
        return OPTIONS;
      }
    }
    const root = TwilioAuthModule.forRootAsync({ useClass: Options });
    await expect(start(root)).rejects.toMatchObject(scoped);
  });

  it('does not start with a request-scoped strategy factory', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class VaultFactory extends ApiKeyStrategyFactory implements TwilioAuthStrategyFactory {
      override readonly method = 'vault' as never;
    }
    const root = TwilioAuthModule.forRoot({ ...OPTIONS, strategies: [VaultFactory] });
    await expect(start(root)).rejects.toMatchObject(scoped);
  });
});
