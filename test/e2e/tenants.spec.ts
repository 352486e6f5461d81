import {
  TwilioAccessTokens,
  TwilioAccounts,
  TwilioAuthEvents,
  type AccountOptions,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { decodeJwt } from 'jose';
import type { EmulatedAccount } from 'twilio-auth-emulator';
import { describe, expect, it } from 'vitest';
import { compileWith, keyOptions, oauthOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';

const seeded = { apiKeys: [{ type: 'standard' }], oauthApps: [{}] } as const;
const twilio = await sharedEmulator({ seed: { accounts: [seeded, seeded] } });
const acme = twilio.account;
const globex = twilio.accounts[1] ?? twilio.account;

const byKey = (account: EmulatedAccount): AccountOptions => {
  const { accountSid, auth } = keyOptions(twilio, account);
  return { accountSid, auth };
};
const byOAuth = (account: EmulatedAccount): AccountOptions => {
  const { accountSid, auth } = oauthOptions(twilio, account);
  return { accountSid, auth };
};

async function start(
  resolveAccount: NonNullable<TwilioAuthModuleOptions['resolveAccount']>,
  options: TwilioAuthModuleOptions = {},
) {
  return compileWith({ environment: 'test', apiBaseUrl: twilio.url, resolveAccount, ...options });
}

describe('a tenant', () => {
  it('calls with its own credential, which is resolved once and cached', async () => {
    const known = new Map([
      ['acme', byOAuth(acme)],
      ['globex', byKey(globex)],
    ]);
    let resolved = 0;
    const module = await start(async (id) => {
      resolved += 1;
      return known.get(id);
    });
    const accounts = module.get(TwilioAccounts);
    for (const id of ['acme', 'globex', 'acme']) {
      await (await accounts.forTenant(id)).messages.create(message);
    }

    expect(resolved).toBe(2);
    expect(twilio.requests.tokenRequests).toBe(1);
    const sent = twilio.requests.filter(({ path }) => path.endsWith('Messages.json'));
    expect(sent.map(({ account }) => account)).toEqual([acme.sid, globex.sid, acme.sid]);
    expect(await accounts.forTenant('acme')).toBe(await accounts.forTenant('acme'));
  });

  it('gets no token of another tenant by claiming its account and client id', async () => {
    const stolen = byOAuth(acme);
    const { clientId } = oauthOptions(twilio, acme).auth;
    const thief = {
      ...stolen,
      auth: { method: 'oauth', clientId, clientSecret: 'a-guess' },
    } as const;
    const module = await start(async (id) => (id === 'acme' ? stolen : thief));
    const accounts = module.get(TwilioAccounts);
    await (await accounts.forTenant('acme')).messages.create(message);

    const calling = (await accounts.forTenant('thief')).messages.create(message);
    await expect(calling).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED',
      account: 'tenant:thief',
    });
  });

  it("reaches nothing with another tenant's SID and its own key", async () => {
    const module = await start(async () => ({ ...byKey(globex), accountSid: acme.sid }));
    const client = await module.get(TwilioAccounts).forTenant('globex');
    await expect(client.messages.create(message)).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
  });

  it.each([
    ['text', 'AC', 'TWILIO_AUTH_CONFIG_INVALID'],
    ['a list', [], 'TWILIO_AUTH_CONFIG_INVALID'],
    [
      'an account without a credential',
      { accountSid: `AC${'1'.repeat(32)}` },
      'TWILIO_AUTH_CONFIG_INVALID',
    ],
    ['nothing', undefined, 'TWILIO_AUTH_ACCOUNT_UNKNOWN'],
    ['null', null, 'TWILIO_AUTH_ACCOUNT_UNKNOWN'],
  ])('is rejected when its resolver answers %s', async (_what, answer, code) => {
    const module = await start(async () => answer as never);
    await expect(module.get(TwilioAccounts).forTenant('acme')).rejects.toMatchObject({
      code,
      account: 'tenant:acme',
    });
  });

  it('is checked against the policy, and gets no exception of a named account', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    const token = { method: 'auth-token', authToken: acme.authToken } as const;
    const until = new Date(performance.timeOrigin + 86_400_000).toISOString().slice(0, 10);
    const module = await start(async () => ({ accountSid: acme.sid, auth: token }), {
      apiBaseUrl: undefined as never,
      accounts: { billing: byKey(acme) },
      policy: {
        exceptions: [{ rule: 'auth-token', account: 'billing', until, reason: 'billing only' }],
      },
    });
    const violations: unknown[] = [];
    module.get(TwilioAuthEvents).on('policy.violation', (event) => violations.push(event));

    await expect(module.get(TwilioAccounts).forTenant('billing')).rejects.toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      account: 'tenant:billing',
    });
    expect(violations).toEqual([
      { account: 'tenant:billing', rule: 'auth-token', severity: 'error' },
    ]);
  });

  it('inherits no secret from the default account', async () => {
    const root = {
      ...byKey(acme),
      accessTokens: { keySid: acme.apiKeys.standard.sid, keySecret: 'x' },
    };
    const module = await start(async () => byOAuth(globex), root);
    const token = { identity: 'alice', grants: { sync: { serviceSid: `IS${'1'.repeat(32)}` } } };
    await expect(
      module.get(TwilioAccessTokens).issueForTenant('globex', token),
    ).rejects.toMatchObject({
      code: 'TWILIO_AUTH_SIGNING_KEY_MISSING',
    });
  });

  it('issues access tokens with its own key', async () => {
    const module = await start(async () => byKey(globex));
    const request = { identity: 'alice', grants: { sync: { serviceSid: `IS${'1'.repeat(32)}` } } };
    const { token } = await module.get(TwilioAccessTokens).issueForTenant('globex', request);

    expect(decodeJwt(token)).toMatchObject({ sub: globex.sid, iss: globex.apiKeys.standard.sid });
  });

  it('is resolved again after an eviction, and calls with its new credential', async () => {
    let account = byKey(acme);
    const module = await start(async () => account);
    const accounts = module.get(TwilioAccounts);
    await (await accounts.forTenant('acme')).messages.create(message);
    account = byOAuth(acme);
    accounts.evictTenant('acme');
    await (await accounts.forTenant('acme')).messages.create(message);

    expect(twilio.requests.map(({ credential }) => credential.kind)).toEqual([
      'api-key',
      'none',
      'oauth',
    ]);
  });
});
