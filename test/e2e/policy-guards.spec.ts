import { Controller, Get, Logger, UseGuards, type Type } from '@nestjs/common';
import {
  ForTwilioAccount,
  RequireTwilioAuth,
  TwilioAuth,
  TwilioMethodGuard,
  TwilioAuthModule,
  TwilioProductionGuard,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PLATFORMS, startApp, type Platform } from '#test/support/app.js';
import { withEnvironment } from '#test/support/environment.js';

const accountSid = `AC${'1'.repeat(32)}`;
const TOKEN = {
  accountSid,
  auth: { method: 'auth-token', authToken: 'an-auth-token-nobody-may-see' },
} as const;
const KEY = {
  accountSid,
  auth: { method: 'api-key', keySid: `SK${'2'.repeat(32)}`, keySecret: 'x' },
} as const;

@Controller()
@UseGuards(TwilioProductionGuard)
class GuardedController {
  @Get('default')
  default() {
    return { ran: true };
  }

  @Get('billing')
  @ForTwilioAccount('billing')
  billing() {
    return { ran: true };
  }

  @Get('typo')
  @ForTwilioAccount('biling')
  typo() {
    return { ran: true };
  }
}

@Controller()
@ForTwilioAccount('billing')
@RequireTwilioAuth('oauth', 'api-key')
class KeyedController {
  @Get('default')
  @ForTwilioAccount('default')
  default() {
    return { ran: true };
  }

  @Get('billing')
  billing() {
    return { ran: true };
  }

  @Get('token-only')
  @RequireTwilioAuth('auth-token')
  tokenOnly() {
    return { ran: true };
  }
}

async function start(options: TwilioAuthModuleOptions, controller: Type, platform?: Platform) {
  const running = await startApp(
    { imports: [TwilioAuthModule.forRoot(options)], controllers: [controller] },
    platform,
  );
  const get = async (path: string) => {
    const response = await fetch(`${running.url}/${path}`);
    return { status: response.status, body: await response.json() };
  };
  return { get, app: running.app, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

const ran = { status: 200, body: { ran: true } };
const refused = {
  status: 503,
  body: { statusCode: 503, errorCode: 'TWILIO_AUTH_POLICY_VIOLATION', message: expect.any(String) },
};

describe.each(PLATFORMS)('TwilioProductionGuard on $platform', (platform) => {
  it('blocks only the handlers of an account that violates the policy', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    const options = {
      ...TOKEN,
      accounts: { billing: KEY },
      policy: { enforceAt: 'request' },
    } as const;
    await using running = await start(options, GuardedController, platform);

    expect(await running.get('default')).toEqual(refused);
    expect(await running.get('billing')).toEqual(ran);
  });

  it('answers with the code, and nothing about the configuration', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    await using running = await start(
      { ...TOKEN, policy: { enforceAt: 'request' } },
      GuardedController,
      platform,
    );
    const { body } = await running.get('default');

    expect(JSON.stringify(body)).not.toMatch(/auth-token|Auth Token|TWILIO_OAUTH|nobody/);
  });

  it('runs all handlers outside production, where the rule only warns', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    await using running = await start(TOKEN, GuardedController, platform);
    expect(await running.get('default')).toEqual(ran);
  });

  it('runs no handler for an account that does not exist', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    await using running = await start(TOKEN, GuardedController, platform);
    expect(await running.get('typo')).toMatchObject({
      status: 500,
      body: { errorCode: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' },
    });
  });

  it('answers 503 if the module is disabled', async () => {
    await using running = await start({ enabled: false }, GuardedController, platform);
    expect(await running.get('default')).toMatchObject({
      status: 503,
      body: { errorCode: 'TWILIO_AUTH_DISABLED' },
    });
  });
});

describe.each(PLATFORMS)('@RequireTwilioAuth() on $platform', (platform) => {
  it('runs a handler only if its account authenticates by one of these methods', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    await using running = await start(
      { ...TOKEN, accounts: { billing: KEY } },
      KeyedController,
      platform,
    );

    expect(await running.get('default')).toEqual(refused);
    expect(await running.get('billing')).toEqual(ran);
    expect(await running.get('token-only')).toEqual(refused);
  });

  it('says once in the log which handler, account and method it is about, and what is allowed', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    const lines: string[] = [];
    vi.spyOn(Logger.prototype, 'error').mockImplementation((line: unknown) => {
      lines.push(String(line));
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const options = { ...TOKEN, accounts: { billing: KEY } };
    await using running = await start(options, KeyedController, platform);
    for (const path of ['default', 'token-only', 'default', 'token-only']) await running.get(path);

    expect(lines).toEqual([
      'KeyedController.default() does not run: This handler requires the account "default" to authenticate with oauth or api-key, but it authenticates with auth-token.',
      'KeyedController.tokenOnly() does not run: This handler requires the account "billing" to authenticate with auth-token, but it authenticates with api-key.',
    ]);
  });

  it('applies to the new method after a rotation', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    await using running = await start(
      { ...TOKEN, accounts: { billing: KEY } },
      KeyedController,
      platform,
    );
    await running.app.get(TwilioAuth).rotate('default', KEY.auth);

    expect(await running.get('default')).toEqual(ran);
  });
});

describe('TwilioMethodGuard', () => {
  it('runs handlers without a required method', async () => {
    withEnvironment({ NODE_ENV: 'development' });

    @Controller()
    @UseGuards(TwilioMethodGuard)
    class OpenController {
      @Get('default')
      default() {
        return { ran: true };
      }
    }
    await using running = await start(TOKEN, OpenController);
    expect(await running.get('default')).toEqual(ran);
  });
});
