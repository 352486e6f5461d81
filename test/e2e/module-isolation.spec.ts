import { inspect } from 'node:util';
import { ModuleRef, ModulesContainer, NestFactory, SerializedGraph } from '@nestjs/core';
import {
  TwilioAccounts,
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compileWith, keyOptions, oauthOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';

const apiKey = (sid: string, secret: string) =>
  ({ method: 'api-key', keySid: sid, keySecret: secret }) as const;
const full = { apiKeys: [{ type: 'standard' }], oauthApps: [{}] } as const;
const twilio = await sharedEmulator({ seed: { accounts: [full, full] } });

describe('two applications in one process', () => {
  it('share no client, no token, no event and no pool', async () => {
    const [mine, yours] = [twilio.accounts[0], twilio.accounts[1] ?? twilio.accounts[0]];
    const first = await compileWith(oauthOptions(twilio, mine));
    const second = await compileWith(oauthOptions(twilio, yours));
    const third = await compileWith(oauthOptions(twilio, mine));
    let fetched = 0;
    first.get(TwilioAuthEvents).on('token.fetched', () => (fetched += 1));
    twilio.requests.clear();
    for (const module of [first, second, third])
      await module.get(TwilioClient).messages.create(message);

    expect(fetched).toBe(1);
    expect(twilio.requests.tokenRequests).toBe(3);
    const senders = twilio.requests.filter(({ path }) => path.endsWith('Messages.json'));
    expect(senders.map(({ account }) => account)).toEqual([mine.sid, yours.sid, mine.sid]);

    await first.close();
    await expect(second.get(TwilioClient).messages.create(message)).resolves.toMatchObject({
      accountSid: yours.sid,
    });
  });
});

/** The forms in which these secrets could show. */
function formsOf(...secrets: readonly string[]): readonly string[] {
  const encoded = secrets.flatMap((secret) => [
    Buffer.from(secret).toString('base64').slice(0, -3),
    Buffer.from(`:${secret}`).toString('base64').slice(4, -3),
    encodeURIComponent(secret),
  ]);
  return [...secrets, ...encoded];
}

describe('a running application', () => {
  const secret = (name: string): string => `very-${name}-secret-value-0123456789`;
  const secrets = ['rest', 'signing', 'webhook', 'billing', 'tenant', 'env'].map(secret);

  async function start() {
    withEnvironment({
      NODE_ENV: 'development',
      TWILIO_ACCESS_TOKEN_KEY: `SK${'1'.repeat(32)}`,
      TWILIO_ACCESS_TOKEN_SECRET: secret('env'),
    });
    const { accountSid, auth, ...shared } = keyOptions(twilio, twilio.account);
    const { standard } = twilio.account.apiKeys;
    const tenant = { accountSid, auth: apiKey(standard.sid, secret('tenant')) };
    const root = TwilioAuthModule.forRoot({
      ...shared,
      accountSid,
      auth: { ...auth, keySecret: async () => secret('rest') },
      accessTokens: { keySid: standard.sid, keySecret: secret('signing') },
      webhook: { signingKeys: [secret('webhook')], baseUrl: 'https://user:pass-word@example.com' },
      http: { proxy: false },
      accounts: { billing: { accountSid, auth: apiKey(standard.sid, secret('billing')) } },
      resolveAccount: async () => tenant,
    });
    const app = await NestFactory.createApplicationContext(
      { module: class Root {}, imports: [root, TwilioAuthModule.forFeature('billing')] },
      { logger: false, snapshot: true },
    );
    onTestFinished(() => app.close());
    await app.get(TwilioAccounts).forTenant('acme');
    const calls = [app.get(TwilioClient), app.get(TwilioAccounts).client('billing')];
    await Promise.allSettled(calls.map((client) => client.messages.create(message)));
    return app;
  }

  it('shows no secret to util.inspect, twelve levels deep', async () => {
    const app = await start();
    const seen = inspect(app, { depth: 12, showHidden: true });

    expect(seen).toContain('TwilioAuthModule');
    expect(formsOf(...secrets, 'pass-word').filter((form) => seen.includes(form))).toEqual([]);
  }, 60_000);

  it('shows no secret in any provider, inspected by itself', async () => {
    const app = await start();
    const modules = [...app.get(ModulesContainer).values()];
    const ours = modules.find(({ metatype }) => metatype === TwilioAuthModule);
    const wrappers = [...(ours?.providers.values() ?? [])];
    const instances: unknown[] = wrappers
      .filter(({ token }) => token !== ModuleRef)
      .map(({ instance }) => instance);
    expect(instances.length).toBeGreaterThan(10);
    for (const instance of instances) {
      const seen = inspect(instance, { depth: 8, showHidden: true, customInspect: false });
      expect(formsOf(...secrets, 'pass-word').filter((form) => seen.includes(form))).toEqual([]);
    }
  }, 60_000);

  it('shows no secret in the clients, with custom inspection switched off', async () => {
    const app = await start();
    const clients = [app.get(TwilioClient), await app.get(TwilioAccounts).forTenant('acme')];
    const seen = inspect(clients, { depth: 12, showHidden: true, customInspect: false });
    expect(formsOf(...secrets).filter((form) => seen.includes(form))).toEqual([]);
  });

  it("shows no secret in Nest's serialized graph", async () => {
    const app = await start();
    const graph = JSON.stringify(app.get(SerializedGraph));

    expect(graph).toContain('TwilioAuthModule');
    expect(formsOf(...secrets, 'pass-word').filter((form) => graph.includes(form))).toEqual([]);
  });
});
