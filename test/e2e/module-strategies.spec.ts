import { Inject, Injectable, Module } from '@nestjs/common';
import {
  ApiKeyStrategyFactory,
  CustomCredential,
  OAuthStrategyFactory,
  Secret,
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  type Account,
  type AuthOptions,
  type TwilioAuthModuleExtras,
  type TwilioAuthStrategy,
  type TwilioAuthStrategyFactory,
} from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import { compile, keyOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { message } from '#test/support/message.js';

declare module 'nestjs-twilio-auth' {
  interface TwilioAuthMethods {
    vault: { path: string };
    'scoped-oauth': object;
  }
}

const twilio = await sharedEmulator();

@Injectable()
class Vault {
  /** The first key is no longer valid. */
  readonly #secrets = ['stale', twilio.account.apiKeys.standard.secret];

  read(path: string): { sid: string; secret: string } {
    expect(path).toBe('twilio/main');
    return { sid: twilio.account.apiKeys.standard.sid, secret: this.#secrets[0] ?? '' };
  }

  refresh(): boolean {
    return this.#secrets.length > 1 && this.#secrets.shift() !== undefined;
  }
}

@Module({ providers: [Vault], exports: [Vault] })
class VaultModule {}

@Injectable()
class VaultStrategyFactory implements TwilioAuthStrategyFactory {
  readonly method: string = 'vault';

  constructor(@Inject(Vault) private readonly vault: Vault) {}

  create({ rest }: Account): TwilioAuthStrategy {
    if (!(rest instanceof CustomCredential)) throw new TypeError('not a custom credential');
    const path = String(rest.options()['path']);
    return {
      method: this.method,
      authorization: async () => {
        const { sid, secret } = this.vault.read(path);
        return `Basic ${Buffer.from(`${sid}:${secret}`).toString('base64')}`;
      },
      rejected: async () => this.vault.refresh(),
      describe: () => ({ method: this.method, identifier: path }),
    };
  }
}

class SecondVaultFactory extends VaultStrategyFactory {}
class ApiKeyImpostorFactory extends VaultStrategyFactory {
  override readonly method = 'api-key';
}

const VAULT: AuthOptions = { method: 'vault', path: 'twilio/main' };

function register(auth: unknown, strategies: TwilioAuthModuleExtras['strategies'] = []) {
  return compile({
    imports: [
      TwilioAuthModule.forRootAsync({
        imports: [VaultModule],
        strategies,
        useFactory: () => ({ ...keyOptions(twilio, twilio.account), auth: auth as AuthOptions }),
      }),
    ],
  });
}

/** Builds on the built-in factories: OAuth with an app that the options do not name. */
@Injectable()
class ScopedOAuthFactory implements TwilioAuthStrategyFactory {
  readonly method = 'scoped-oauth';

  constructor(
    @Inject(OAuthStrategyFactory) private readonly oauth: OAuthStrategyFactory,
    @Inject(ApiKeyStrategyFactory) readonly apiKey: ApiKeyStrategyFactory,
  ) {}

  create(account: Account): TwilioAuthStrategy {
    const { clientId, clientSecret } = twilio.account.oauthApp;
    const rest = { method: 'oauth', clientId, clientSecret: new Secret(clientSecret) } as const;
    return this.oauth.create({ ...account, rest });
  }
}

describe('a custom strategy', () => {
  it('injects providers, gets its options, and makes another header after a 401', async () => {
    const module = await register(VAULT, [VaultStrategyFactory]);
    const { sid } = await module.get(TwilioClient).messages.create(message);

    expect(sid).toMatch(/^SM/);
    expect(twilio.requests.map(({ status }) => status)).toEqual([401, 201]);
    expect(module.get(TwilioAuth).describe()).toMatchObject({
      method: 'vault',
      identifier: 'twilio/main',
      because: 'the options name it',
    });
  });

  it('can inject the built-in factories, and create a strategy with them', async () => {
    const module = await register({ method: 'scoped-oauth' }, [ScopedOAuthFactory]);
    await module.get(TwilioClient).messages.create(message);
    expect(twilio.requests.map(({ path }) => path)).toEqual([
      '/v2/token',
      expect.stringContaining('/Messages.json'),
    ]);
  });

  it('can be rotated to and away from', async () => {
    const { auth } = keyOptions(twilio, twilio.account);
    const module = await register(auth, [VaultStrategyFactory]);
    await module.get(TwilioAuth).rotate('default', VAULT);
    expect(module.get(TwilioAuth).describe().method).toBe('vault');
    await module.get(TwilioAuth).rotate('default', auth);
    await module.get(TwilioClient).messages.create(message);
    expect(twilio.requests).toHaveLength(1);
  });

  it.each([
    ['two factories of one method', [VaultStrategyFactory, SecondVaultFactory], /"vault"/],
    [
      'a factory for a built-in method',
      [ApiKeyImpostorFactory],
      /two factories serve the method "api-key"/,
    ],
  ])('stops the start: %s', async (_what, strategies, pattern) => {
    await expect(register(VAULT, strategies)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
      message: expect.stringMatching(pattern),
    });
  });

  it('stops the start if no factory serves its method, and says which are known', async () => {
    await expect(register(VAULT)).rejects.toMatchObject({
      message: expect.stringContaining(
        'expected one of oauth, api-key, auth-token, test, found "vault"',
      ),
    });
    await expect(register({ method: 'vaults' }, [VaultStrategyFactory])).rejects.toMatchObject({
      message: expect.stringContaining(
        'expected one of oauth, api-key, auth-token, test, vault, found "vaults"',
      ),
    });
  });

  it('stops the start with its own error if it cannot be created', async () => {
    await expect(register({ method: 'broken' }, [BrokenFactory])).rejects.toThrow('no connection');
  });
});

@Injectable()
class BrokenFactory implements TwilioAuthStrategyFactory {
  readonly method = 'broken';

  create(): TwilioAuthStrategy {
    throw new Error('no connection');
  }
}
