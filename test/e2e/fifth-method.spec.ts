import { Injectable } from '@nestjs/common';
import {
  CustomCredential,
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  type Account,
  type StrategyDescription,
  type TwilioAuthStrategy,
  type TwilioAuthStrategyFactory,
} from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '#test/support/app.js';
import { withEnvironment } from '#test/support/environment.js';

// Step 1: declare the method and its options.
declare module 'nestjs-twilio-auth' {
  interface TwilioAuthMethods {
    vault: { path: string };
  }
}

/** A provider of the application that the strategy injects. */
@Injectable()
class Vault {
  readonly reads: string[] = [];
  readonly secrets = new Map<string, { keySid: string; keySecret: string }>();

  async read(path: string): Promise<{ keySid: string; keySecret: string }> {
    this.reads.push(path);
    const found = this.secrets.get(path);
    if (found === undefined) throw new Error(`The vault has nothing at ${path}`);
    return found;
  }
}

// Step 2: the strategy returns the header value.
class VaultStrategy implements TwilioAuthStrategy {
  readonly method = 'vault';

  constructor(
    private readonly vault: Vault,
    private readonly path: string,
  ) {}

  async authorization(): Promise<string> {
    const { keySid, keySecret } = await this.vault.read(this.path);
    return `Basic ${Buffer.from(`${keySid}:${keySecret}`).toString('base64')}`;
  }

  describe(): StrategyDescription {
    return { method: this.method, identifier: this.path };
  }
}

// Step 3: the factory is a provider and can inject anything.
@Injectable()
class VaultStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'vault';

  constructor(private readonly vault: Vault) {}

  create({ rest }: Account): TwilioAuthStrategy {
    const path = rest instanceof CustomCredential ? rest.options()['path'] : undefined;
    if (typeof path !== 'string') throw new TypeError('The method "vault" needs a path.');
    return new VaultStrategy(this.vault, path);
  }
}

describe('A fifth method, added in the five steps of docs/ARCHITECTURE.md', () => {
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterAll(() => twilio.stop());

  // Steps 4 and 5: register the factory, and select the method.
  const start = (path: string): ReturnType<typeof startApp> => {
    withEnvironment({ NODE_ENV: 'development' });
    const vault = TwilioAuthModule.forRootAsync({
      strategies: [VaultStrategyFactory],
      extraProviders: [Vault],
      useFactory: () => ({
        accountSid: twilio.account.sid,
        auth: { method: 'vault', path },
        apiBaseUrl: twilio.url,
      }),
    });
    return startApp({ imports: [{ ...vault, exports: [...(vault.exports ?? []), Vault] }] });
  };

  it('authenticates calls with an injected provider', async () => {
    await using running = await start('twilio/messages');
    const { sid, secret } = twilio.account.apiKeys.standard;
    const vault = running.app.get(Vault);
    vault.secrets.set('twilio/messages', { keySid: sid, keySecret: secret });

    const from = twilio.account.phoneNumber;
    const message = { to: '+15551234567', from, body: 'hi' };
    const sent = await running.app.get<TwilioClient>(TwilioClient).messages.create(message);

    expect(sent.sid).toMatch(/^SM/);
    expect(vault.reads).toContain('twilio/messages');
    expect(running.app.get(TwilioAuth).describe()).toMatchObject({
      method: 'vault',
      identifier: 'twilio/messages',
    });
  });

  it('stops the start if its factory rejects the options', async () => {
    // @ts-expect-error -- the path must be a string, for the compiler too
    await expect(start(7)).rejects.toThrow('The method "vault" needs a path.');
  });

  it('is unknown without its factory, and the error lists the known methods', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    const auth = { method: 'vault', path: 'twilio/messages' } as const;
    const root = TwilioAuthModule.forRoot({ accountSid: twilio.account.sid, auth });
    await expect(startApp({ imports: [root] })).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
      message: expect.stringContaining('oauth, api-key, auth-token, test'),
    });
  });

  it('passes its own error to the caller', async () => {
    await using running = await start('nowhere');
    const sent = running.app.get<TwilioClient>(TwilioClient).messages.list({ limit: 1 });
    await expect(sent).rejects.toThrow('The vault has nothing at nowhere');
  });
});
