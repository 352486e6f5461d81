import { TwilioAuth, TwilioAuthModule, type Account } from 'nestjs-twilio-auth';
import type { TwilioAuthStrategy, TwilioAuthStrategyFactory } from 'nestjs-twilio-auth';
import { TwilioHealthIndicator } from 'nestjs-twilio-auth/terminus';
import { TerminusModule } from '@nestjs/terminus';
import { beforeEach, describe, expect, it } from 'vitest';
import { compile } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { basic } from '#test/support/test-credential.js';

declare module 'nestjs-twilio-auth' {
  interface TwilioAuthMethods {
    gateway: object;
  }
}

const CALLS = '/twilio/voice/calls/list';
const SEED = {
  accounts: [{ apiKeys: [{ type: 'standard' }, { type: 'restricted', permissions: [CALLS] }] }],
} as const;
const twilio = await sharedEmulator({ seed: SEED });
const { sid, apiKeys } = twilio.account;
const callsUrl = `https://api.twilio.com/2010-04-01/Accounts/${sid}/Calls.json?PageSize=1`;

/** A method of the application that sends this key. */
function factoryOf(
  key: { readonly sid: string; readonly secret: string },
  probeUrl?: string,
): TwilioAuthStrategyFactory {
  return {
    method: 'gateway',
    create: (_account: Account): TwilioAuthStrategy => ({
      method: 'gateway',
      authorization: async () => basic(key.sid, key.secret),
      describe: () => ({ method: 'gateway' }),
      ...(probeUrl !== undefined && { probe: () => ({ url: probeUrl }) }),
    }),
  };
}

async function start(factory: TwilioAuthStrategyFactory) {
  class Factory {
    readonly method = factory.method;
    readonly create = factory.create;
  }
  const module = await compile({
    imports: [
      TwilioAuthModule.forRootAsync({
        strategies: [Factory],
        useFactory: () => ({
          environment: 'test',
          apiBaseUrl: twilio.url,
          accountSid: sid,
          auth: { method: 'gateway' },
        }),
      }),
      TerminusModule.forRoot({ logger: false }),
    ],
    providers: [TwilioHealthIndicator],
  });
  twilio.requests.clear();
  return {
    verify: () => module.get(TwilioAuth).verify(),
    health: () => module.get(TwilioHealthIndicator).isHealthy('twilio', { call: true }),
    rotate: () => module.get(TwilioAuth).rotate('default', { method: 'gateway' }, { probe: true }),
  };
}
const paths = () => twilio.requests.map(({ path }) => path.replace(/^.*\//, ''));

beforeEach(() => twilio.requests.clear());

describe('A custom method', () => {
  it('is tried with the read that its probe() names, by verify, health and a rotation', async () => {
    const app = await start(factoryOf(apiKeys.restricted, callsUrl));
    expect(await app.verify()).toMatchObject({ authenticated: true });
    expect(await app.health()).toMatchObject({ twilio: { status: 'up' } });
    await app.rotate();
    expect(paths()).toEqual(['Calls.json', 'Calls.json', 'Calls.json']);
  });

  it('is refused when its probe() is', async () => {
    const app = await start(factoryOf({ ...apiKeys.restricted, secret: 'wrong' }, callsUrl));
    expect(await app.verify()).toMatchObject({ authenticated: false, status: 401, code: 20003 });
    expect(await app.health()).toMatchObject({
      twilio: { status: 'down', reasons: ['credential-refused'] },
    });
    await expect(app.rotate()).rejects.toMatchObject({ reason: 'probe-refused' });
  });

  it('may name no host outside of Twilio', async () => {
    const app = await start(factoryOf(apiKeys.restricted, 'https://example.com/secrets'));
    await expect(app.verify()).rejects.toMatchObject({ reason: 'host-refused' });
  });

  it.each([
    ['a key that may not read accounts', apiKeys.standard, ['authenticated']],
    ['a key without the permission for either', apiKeys.restricted, ['missingPermission']],
  ])('without probe() is not judged by a read that it may not make: %s', async (_, key, known) => {
    const app = await start(factoryOf(key));
    const verification = await app.verify();
    expect(verification).toMatchObject({ authenticated: true });
    expect(Object.keys(verification)).toEqual(expect.arrayContaining(known));
    expect(await app.health()).toMatchObject({ twilio: { status: 'up' } });
  });

  it('without probe() is refused when its credential is', async () => {
    const app = await start(factoryOf({ ...apiKeys.standard, secret: 'wrong' }));
    expect(await app.verify()).toMatchObject({ authenticated: false, status: 401 });
  });
});
