import { Logger } from '@nestjs/common';
import {
  TwilioAccounts,
  TwilioAuth,
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
  TwilioWebhookVerifier,
  type AccountOptions,
  type TwilioAuthEventName,
} from 'nestjs-twilio-auth';
import { expectNoSecrets, signWebhook } from 'nestjs-twilio-auth/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startApp, type RunningApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { EVENT_FIELDS, EVENT_NAMES, watchEvents } from '#test/support/watched-events.js';

const SIGNING_KEY = 'signing-key-of-the-webhooks';
const SHARED = 'password-of-the-store';
const PATH = '/webhooks/sms';
const DAY_MS = 86_400_000;

const twilio = await sharedEmulator();
let running: RunningApp;

function accountBy(auth: AccountOptions['auth']): AccountOptions {
  const signingKeys = [{ secret: SIGNING_KEY, name: 'primary' }];
  const webhook = { signingKeys, baseUrl: 'https://api.example.com' };
  return { accountSid: twilio.account.sid, auth, webhook };
}

function standardKey(): AccountOptions['auth'] {
  const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
  return { method: 'api-key', keySid, keySecret, keyType: 'standard' };
}

beforeEach(async () => {
  const { clientId, clientSecret } = twilio.account.oauthApp;
  const fails = (): Promise<never> => Promise.reject(new Error(`redis://:${SHARED}@store is down`));
  const until = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
  const module = TwilioAuthModule.forRoot({
    environment: 'development',
    apiBaseUrl: twilio.url,
    ...accountBy({ method: 'oauth', clientId, clientSecret }),
    accounts: { static: accountBy(standardKey()) },
    resolveAccount: async () =>
      accountBy({ method: 'auth-token', authToken: twilio.account.authToken }),
    policy: {
      exceptions: [{ rule: 'auth-token', account: 'tenant:excused', until, reason: 'migration' }],
    },
    oauth: { tokenStore: { get: fails, set: fails, delete: fails } },
    http: { retries: 0 },
  });
  running = await startApp({ imports: [module] });
});
afterEach(() => running.app.close());

/** An action that causes each event. A new event without an entry here does not compile. */
const CAUSES: Readonly<Record<TwilioAuthEventName, () => Promise<unknown>>> = {
  'token.fetched': () => list(),
  'store.failed': () => revoked(),
  'token.rejected': () => revoked(),
  'token.failed': async () => {
    const body = { code: 20003, message: 'no', status: 401 };
    const when = { product: 'oauth' } as const;
    const fault = twilio.faults.inject({ kind: 'answer', status: 401, body, when });
    await revoked().catch(() => undefined);
    fault.remove();
  },
  'policy.violation': () => running.app.get(TwilioAccounts).forTenant('plain'),
  'policy.exception-used': () => running.app.get(TwilioAccounts).forTenant('excused'),
  'credentials.rotated': () => running.app.get(TwilioAuth).rotate('static', standardKey()),
  'webhook.accepted': () => deliver(SIGNING_KEY),
  'webhook.rejected': () => deliver('another-key-of-somebody'),
  'api.called': () => list(),
  'capability.refused': async () => {
    const client = running.app.get(TwilioAccounts).client('static');
    await client.api.v2010
      .accounts(twilio.account.sid)
      .fetch()
      .catch(() => undefined);
  },
};

function list(): Promise<unknown> {
  return running.app.get(TwilioClient).messages.list({ limit: 1 });
}

/** A call with a token that was revoked. */
async function revoked(): Promise<unknown> {
  await list();
  twilio.account.oauthApp.revokeTokens();
  return list();
}

function deliver(signingKey: string): Promise<unknown> {
  const url = `https://api.example.com${PATH}`;
  const params = { AccountSid: twilio.account.sid, Body: 'private words', From: '+15551230000' };
  const { method, path, headers, rawBody } = signWebhook({ url, params, signingKey });
  const request = { method, url: path, headers, rawBody: Buffer.from(rawBody) };
  return running.app.get(TwilioWebhookVerifier).verify(request);
}

describe('The event', () => {
  it.each(EVENT_NAMES)(
    '%s reaches listeners and diagnostics channels, without a secret',
    async (name) => {
      vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      using watched = watchEvents(running.app.get(TwilioAuthEvents));
      await CAUSES[name]();

      const event = watched.heard.get(name);
      expect(watched.published.get(name)).toBe(event);
      expect(Object.keys(event ?? {}).toSorted()).toEqual([...EVENT_FIELDS[name]].toSorted());
      expect(Object.values(event ?? {})).not.toContain(undefined);
      const { authToken, apiKeys, oauthApp } = twilio.account;
      const secrets = [
        authToken,
        apiKeys.standard.secret,
        oauthApp.clientSecret,
        SIGNING_KEY,
        SHARED,
      ];
      expectNoSecrets({ heard: Object.fromEntries(watched.heard) }, [
        ...secrets,
        'private words',
        '+15551230000',
      ]);
    },
  );
});

describe('A listener', () => {
  it('that throws does not fail the call, and is reported as a process warning', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const off = running.app.get(TwilioAuthEvents).on('webhook.accepted', () => {
      throw new Error('a broken dashboard');
    });
    expect(await deliver(SIGNING_KEY)).toMatchObject({ valid: true });
    expect((await warned).message).toBe('a broken dashboard');
    off();
  });

  it('that was removed is not called again', async () => {
    let heard = 0;
    const off = running.app.get(TwilioAuthEvents).on('webhook.accepted', () => (heard += 1));
    await deliver(SIGNING_KEY);
    off();
    await deliver(SIGNING_KEY);
    expect(heard).toBe(1);
  });
});
