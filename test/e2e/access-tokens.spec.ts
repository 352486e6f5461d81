import { Injectable } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import {
  TwilioAccessTokens,
  TwilioAuth,
  TwilioAuthModule,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { compile, compileWith } from '#test/support/compile.js';

const SID = (prefix: string, digit: number) => `${prefix}${`${digit}`.repeat(32)}`;
const apiKey = (digit: number) => ({
  method: 'api-key' as const,
  keySid: SID('SK', digit),
  keySecret: `the-secret-of-key-${digit}`,
});

const OPTIONS: TwilioAuthModuleOptions = {
  environment: 'test',
  accountSid: SID('AC', 1),
  auth: apiKey(1),
  accounts: {
    regional: {
      accountSid: SID('AC', 2),
      auth: apiKey(2),
      region: 'ie1',
      edge: 'dublin',
      accessTokens: {
        keySid: SID('SK', 3),
        keySecret: 'the-secret-of-key-3',
        defaultTtlSeconds: 60,
      },
    },
    restricted: { accountSid: SID('AC', 4), auth: { ...apiKey(4), keyType: 'restricted' } },
    token: {
      accountSid: SID('AC', 5),
      auth: { method: 'auth-token', authToken: 'a'.repeat(32) },
    },
  },
  resolveAccount: async (id) =>
    id === 'acme' ? { accountSid: SID('AC', 6), auth: apiKey(6) } : undefined,
};

@Injectable()
class Softphone {
  constructor(readonly accessTokens: TwilioAccessTokens) {}
}

const APP = { imports: [TwilioAuthModule.forRoot(OPTIONS)], providers: [Softphone] };

const request = { identity: 'alice', grants: { voice: { incomingAllow: true } } };

describe('TwilioAccessTokens', () => {
  it('is injected by class, and signs with the API key of the default account', async () => {
    const module = await compile(APP);
    const { token, jti } = module.get(Softphone).accessTokens.issue(request);
    const { payload } = await jwtVerify(token, Buffer.from('the-secret-of-key-1'));
    expect(payload).toMatchObject({ iss: SID('SK', 1), sub: SID('AC', 1), jti });
  });

  it('signs for a named account with its own key, region and lifetime', async () => {
    const module = await compile(APP);
    const { token } = module.get(TwilioAccessTokens).issue({ ...request, account: 'regional' });
    expect(decodeProtectedHeader(token)).toMatchObject({ twr: 'ie1' });
    const { iss, sub, iat, exp } = decodeJwt(token);
    expect([iss, sub, exp! - iat!]).toEqual([SID('SK', 3), SID('AC', 2), 60]);
  });

  it('signs for a tenant, and rejects for an unknown one', async () => {
    const module = await compile(APP);
    const tokens = module.get(TwilioAccessTokens);
    const { token } = await tokens.issueForTenant('acme', request);
    expect(decodeJwt(token)).toMatchObject({ iss: SID('SK', 6), sub: SID('AC', 6) });
    await expect(tokens.issueForTenant('nobody', request)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    });
    await expect(
      tokens.issueForTenant('acme', { ...request, ttlSeconds: 0 }),
    ).rejects.toMatchObject({ code: 'TWILIO_AUTH_ACCESS_TOKEN_INVALID', reason: 'ttlSeconds' });
  });

  it.each([
    ['restricted', 'accessTokens.keySid'],
    ['token', 'accessTokens.keySid'],
  ])('throws for the account "%s", which has no key that may sign', async (account, reason) => {
    const module = await compile(APP);
    expect(() => module.get(TwilioAccessTokens).issue({ ...request, account })).toThrow(
      expect.objectContaining({ code: 'TWILIO_AUTH_SIGNING_KEY_MISSING', reason, account }),
    );
  });

  it('throws for an account that does not exist, and while the module is disabled', async () => {
    const module = await compile(APP);
    expect(() => module.get(TwilioAccessTokens).issue({ ...request, account: 'x' })).toThrow(
      expect.objectContaining({ code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' }),
    );
    const off = await compileWith({ enabled: false });
    expect(() => off.get(TwilioAccessTokens).issue(request)).toThrow(
      expect.objectContaining({ code: 'TWILIO_AUTH_DISABLED' }),
    );
  });

  it('signs with the new key immediately after a rotation', async () => {
    const module = await compile(APP);
    const tokens = module.get(TwilioAccessTokens);
    tokens.issue(request);
    await module.get(TwilioAuth).rotate('default', apiKey(7));
    const { token } = tokens.issue(request);
    await expect(jwtVerify(token, Buffer.from('the-secret-of-key-7'))).resolves.toBeDefined();
    expect(decodeJwt(token).iss).toBe(SID('SK', 7));
  });

  it('shares nothing between two applications in one process', async () => {
    const other = { environment: 'test', accountSid: SID('AC', 8), auth: apiKey(8) };
    const modules = [await compile(APP), await compileWith(other)];
    const tokens = modules.map((module) => module.get(TwilioAccessTokens).issue(request));
    expect(tokens.map(({ token }) => decodeJwt(token).iss)).toEqual([SID('SK', 1), SID('SK', 8)]);
    expect(new Set(tokens.map(({ jti }) => jti.split('-').at(-2))).size).toBe(2);
  });

  it('shows no secret when it is inspected at any depth', async () => {
    const module = await compile(APP);
    module.get(TwilioAccessTokens).issue(request);
    const shown = inspect(module.get(TwilioAccessTokens), { depth: 12, showHidden: true });
    expect(shown).not.toContain('the-secret-of-key');
  });
});
