import {
  TwilioAccounts,
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  TwilioWebhookVerifier,
} from 'nestjs-twilio-auth';
import { TwilioTelemetry } from 'nestjs-twilio-auth/opentelemetry';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { startApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { startTelemetry } from '#test/support/telemetry.js';

const twilio = await sharedEmulator();
const { clientId, clientSecret } = twilio.account.oauthApp;
const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
const signingKey = 'signing-key-of-the-webhooks';
const auth = { method: 'oauth', clientId, clientSecret } as const;
const byKey = { method: 'api-key', keySid, keySecret, keyType: 'standard' } as const;

it('The metrics tell what happened, with one series for all tenants', async () => {
  await using telemetry = startTelemetry();
  const module = TwilioAuthModule.forRoot({
    accountSid: twilio.account.sid,
    auth,
    apiBaseUrl: twilio.url,
    environment: 'development',
    webhook: { signingKeys: [signingKey], baseUrl: 'https://api.example.com' },
    accounts: { static: { accountSid: twilio.account.sid, auth: byKey } },
    resolveAccount: async () => ({ accountSid: twilio.account.sid, auth: byKey }),
  });
  const { app } = await startApp({ imports: [module], providers: [TwilioTelemetry] });
  const client = app.get(TwilioClient);
  const accounts = app.get(TwilioAccounts);

  await client.messages.list({ limit: 1 });
  twilio.account.oauthApp.revokeTokens();
  await client.messages.list({ limit: 1 });
  const fault = twilio.faults.inject({ kind: 'outage', times: 2 });
  await client.messages.list({ limit: 1 });
  fault.remove();
  for (const id of ['a', 'b']) await (await accounts.forTenant(id)).messages.list({ limit: 1 });
  await app.get(TwilioAuth).rotate('static', byKey);
  const fetchAccount = accounts.client('static').api.v2010.accounts(twilio.account.sid).fetch();
  await expect(fetchAccount).rejects.toThrow();
  for (const key of [signingKey, 'the key of a forger']) await deliver(key);

  const found = await telemetry.metrics();
  const count = (name: string, attributes: object): unknown =>
    found.get(name)?.find((series) => matches(series.attributes, attributes))?.value;
  const list = {
    'http.request.method': 'GET',
    'server.address': 'api.twilio.com',
    'url.template': '/2010-04-01/Accounts/{AccountSid}/Messages.json',
    'http.response.status_code': 200,
  };
  const calls = 'twilio.api.call.duration';
  expect(count(calls, { ...list, 'twilio.account': 'default' })).toMatchObject({ count: 3 });
  expect(count(calls, { ...list, 'twilio.account': 'tenant:*' })).toMatchObject({ count: 2 });
  // Two retries, and the repeat with a new token.
  expect(count('twilio.api.call.resends', { 'twilio.account': 'default' })).toBe(3);
  expect(count('twilio.oauth.token.fetch.duration', {})).toMatchObject({ count: 2 });
  expect(count('twilio.oauth.token.rejections', { 'twilio.refreshed': true })).toBe(1);
  const permission = { 'twilio.permission': '/twilio/messaging/messages/list' };
  const needed = 'twilio.permission.calls';
  expect(count(needed, { ...permission, 'twilio.account': 'default' })).toBe(3);
  expect(count(needed, { ...permission, 'twilio.account': 'tenant:*' })).toBe(2);
  expect(count(needed, { 'twilio.account': 'static' })).toBe(1);
  expect(JSON.stringify([...found])).not.toContain(twilio.account.sid);
  expect(count('twilio.webhooks', { 'twilio.outcome': 'accepted' })).toBe(1);
  expect(count('twilio.webhooks', { 'error.type': 'bad-signature' })).toBe(1);
  expect(count('twilio.credential.rotations', { 'twilio.trigger': 'rotate' })).toBe(1);
  expect(count('twilio.capability.refusals', { 'twilio.account': 'static' })).toBe(1);
  await app.close();

  async function deliver(key: string): Promise<void> {
    const url = 'https://api.example.com/webhooks/sms';
    const params = { AccountSid: twilio.account.sid, Body: 'private words' };
    const { method, path, headers, rawBody } = signWebhook({ url, params, signingKey: key });
    const request = { method, url: path, headers, rawBody: Buffer.from(rawBody) };
    await app.get(TwilioWebhookVerifier).verify(request);
  }
});

it('Every metric is in the documents', async () => {
  const source = await readFile('libs/twilio-auth/src/opentelemetry/record-metrics.ts', 'utf8');
  const names = [...source.matchAll(/'(twilio\.[a-z_.]+)', ['{]/g)].map(([, name]) => name);
  const page = await readFile('docs/opentelemetry.md', 'utf8');
  expect(names).toHaveLength(12);
  for (const name of names) expect(page).toContain(`\`${name}\``);
});

function matches(attributes: object, some: object): boolean {
  return Object.entries(some).every(([name, value]) => Reflect.get(attributes, name) === value);
}
