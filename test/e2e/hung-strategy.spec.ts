import { TwilioAuth, TwilioAuthModule, TwilioClient, type Account } from 'nestjs-twilio-auth';
import type { TwilioAuthStrategy } from 'nestjs-twilio-auth';
import { TwilioHealthIndicator } from 'nestjs-twilio-auth/terminus';
import { TerminusModule } from '@nestjs/terminus';
import { expect, it } from 'vitest';
import { compile } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { message } from '#test/support/message.js';
import { basic } from '#test/support/test-credential.js';

declare module 'nestjs-twilio-auth' {
  interface TwilioAuthMethods {
    silent: { hangs?: boolean };
  }
}

const twilio = await sharedEmulator();
const { sid, apiKeys } = twilio.account;
const late = { code: 'TWILIO_AUTH_CONNECTION_FAILED', reason: 'credential-timeout' };

/** Answers with a key, or never. */
class SilentFactory {
  readonly method = 'silent';

  create({ rest }: Account): TwilioAuthStrategy {
    const { hangs } = (rest as { options(): { hangs?: boolean } }).options();
    const { standard } = apiKeys;
    return {
      method: 'silent',
      authorization: async () =>
        hangs === true ? new Promise(() => {}) : basic(standard.sid, standard.secret),
      describe: () => ({ method: 'silent' }),
      probe: () => ({
        url: `https://api.twilio.com/2010-04-01/Accounts/${sid}/Messages.json?PageSize=1`,
      }),
    };
  }
}

async function start(timeoutMs: number) {
  const module = await compile({
    imports: [
      TwilioAuthModule.forRootAsync({
        strategies: [SilentFactory],
        useFactory: () => ({
          environment: 'test',
          apiBaseUrl: twilio.url,
          accountSid: sid,
          auth: { method: 'silent', hangs: true },
          http: { timeoutMs },
        }),
      }),
      TerminusModule.forRoot({ logger: false }),
    ],
    providers: [TwilioHealthIndicator],
  });
  return { module, client: module.get<TwilioClient>(TwilioClient), auth: module.get(TwilioAuth) };
}

it('a strategy that never settles ends calls, verify() and a health check with its code', async () => {
  const { module, client, auth } = await start(30);
  await expect(client.messages.create(message)).rejects.toMatchObject(late);
  await expect(client.messages.list()).rejects.toMatchObject(late);
  await expect(auth.verify()).rejects.toMatchObject(late);
  const health = module.get(TwilioHealthIndicator).isHealthy('twilio', { call: true });
  expect(await health).not.toMatchObject({ twilio: { status: 'up' } });
});

it('a rotation to a strategy that never settles keeps the old one, and the next one works', async () => {
  const { client, auth } = await start(1_000);
  await auth.rotate('default', { method: 'silent' });
  const hung = auth.rotate('default', { method: 'silent', hangs: true }, { probe: true });
  await expect(hung).rejects.toMatchObject(late);
  await expect(client.messages.create(message)).resolves.toMatchObject({ status: 'queued' });
  await auth.rotate('default', { method: 'silent' }, { probe: true });
});

it('a shutdown ends the calls that wait for a strategy', async () => {
  const { module, client } = await start(60_000);
  const refused = expect(client.messages.create(message)).rejects.toMatchObject({
    code: 'TWILIO_AUTH_CONNECTION_FAILED',
    reason: 'UND_ERR_CLOSED',
  });
  await module.close();
  await refused;
});
