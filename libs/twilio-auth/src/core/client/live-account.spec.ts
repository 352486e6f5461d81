import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_SID, API_KEY_OPTIONS, KEY_SID, SECRET } from '#test/support/configuration.js';
import { Deferred } from '#test/support/deferred.js';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { startRuntime } from '#test/support/runtime.js';
import { basic } from '#test/support/test-credential.js';
import type { Account } from '../accounts/account.js';
import { ApiKeyStrategyFactory } from '../strategies/basic.strategy.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type { LiveAccount } from './live-account.js';

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  server.answer({ body: { sid: 'SM1' } });
});

const start = (more: object) =>
  startRuntime({ ...API_KEY_OPTIONS, apiBaseUrl: server.origin, ...more });
const key = (keySecret: unknown) => ({ ...API_KEY_OPTIONS.auth, keySecret }) as never;

describe('an account', () => {
  it('with a public key at Twilio signs every request with its API key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const credentialSid = `CR${'5'.repeat(32)}`;
    const runtime = await start({ clientValidation: { credentialSid, privateKey: pem } });
    await runtime.clients.get().messages('SM1').fetch();
    await runtime.clients
      .ofSubaccount(`AC${'9'.repeat(32)}`)
      .messages('SM1')
      .fetch();

    expect(server.requests).toHaveLength(2);
    for (const { headers } of server.requests) {
      const token = String(headers['twilio-client-validation']);
      const { payload, protectedHeader } = await jwtVerify(token, publicKey);
      expect(protectedHeader).toMatchObject({ kid: credentialSid, alg: 'RS256' });
      expect(payload).toMatchObject({ iss: KEY_SID, sub: ACCOUNT_SID });
    }
  });

  it('without a public key signs no request', async () => {
    const runtime = await start({});
    await runtime.clients.get().messages('SM1').fetch();
    expect(server.requests[0]?.headers).not.toHaveProperty('twilio-client-validation');
  });

  it('explains a refusal in clients of its subaccounts', async () => {
    const runtime = await start({});
    server.answer({ status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } });
    const call = runtime.clients
      .ofSubaccount(`AC${'9'.repeat(32)}`)
      .messages('SM1')
      .fetch();
    await expect(call).rejects.toMatchObject({
      code: 20003,
      details: { hint: expect.stringContaining('not its subaccounts') },
    });
  });

  it('sends the user agent of the application after the name of this library', async () => {
    const runtime = await start({ http: { userAgent: 'orders/7' } });
    await runtime.clients.get().messages('SM1').fetch();
    expect(server.requests[0]?.headers['user-agent']).toMatch(/ nestjs-twilio-auth orders\/7$/);
  });

  it('of a tenant whose options hold all secrets cannot be rotated, and keeps its credential', async () => {
    const runtime = await start({ resolveAccount: async () => API_KEY_OPTIONS });
    const { account } = await runtime.tenants.get('acme');
    await expect(account.rotate(key('another'))).rejects.toThrow('tenant:acme cannot be rotated');
    expect(await account.authorization()).toBe(basic(KEY_SID, SECRET));
  });
});

describe('a rotation during a refresh of the secrets', () => {
  it.each([
    ['wins over the secret that the refresh reads', () => 'read-before'],
    [
      'wins when the refresh fails',
      () => {
        throw new Error('the file is gone');
      },
    ],
  ])('%s', async (_, read) => {
    const readings: (() => void)[] = [];
    let isFirst = true;
    const keySecret = async (): Promise<string> => {
      if (isFirst) {
        isFirst = false;
        return SECRET;
      }
      await new Promise<void>((resolve) => readings.push(resolve));
      return read();
    };
    const runtime = await start({ auth: key(keySecret) });
    const account = runtime.accounts.get();
    const rejected = account.rejected(await account.authorization());
    await expect.poll(() => readings.length).toBe(1);
    await runtime.credentials.rotate('default', key('rotated'), false);
    readings[0]?.();

    expect(await rejected).toBe(true);
    expect(await account.authorization()).toBe(basic(KEY_SID, 'rotated'));
  });
});

describe('an account that was stopped', () => {
  it.each<[string, (account: LiveAccount) => Promise<unknown>]>([
    ['a rotation', (account) => account.rotate(key('rotated'))],
    ['a refresh', async (account) => account.rejected(await account.authorization())],
  ])('during %s stops the new strategy too', async (_, replace) => {
    const running: string[] = [];
    const factory = new ApiKeyStrategyFactory();
    const create = (account: Account): TwilioAuthStrategy => {
      const strategy = factory.create(account);
      const id = `strategy ${running.length + 1}`;
      running.push(id);
      const stop = (): void => void running.splice(running.indexOf(id), 1);
      return Object.assign(strategy, { stop });
    };
    let isFirst = true;
    const read = new Deferred<string>();
    const keySecret = (): string | Promise<string> => {
      if (!isFirst) return read.promise;
      isFirst = false;
      return SECRET;
    };
    const factories = [{ method: 'api-key', create }];
    const runtime = await startRuntime({ ...API_KEY_OPTIONS, auth: key(keySecret) }, { factories });
    const account = runtime.accounts.get();
    expect(running).toEqual(['strategy 1']);

    const replaced = replace(account);
    account.stop();
    read.resolve('rotated');
    await replaced;
    expect(await account.authorization()).toBe(basic(KEY_SID, 'rotated'));
    expect(running).toEqual([]);
  });
});

describe('a rotation with a probe', () => {
  it('reads the secret once, and goes on with the strategy that was probed', async () => {
    const runtime = await start({});
    let reads = 0;
    const keySecret = (): string => {
      reads += 1;
      return 'rotated';
    };
    const account = runtime.accounts.get();
    let probed: unknown;
    await account.rotate(key(keySecret), async (candidate) => {
      probed = candidate.strategy;
      expect(await candidate.authorization()).toBe(basic(KEY_SID, 'rotated'));
      expect(await account.authorization()).toBe(basic(KEY_SID, SECRET));
    });

    expect(reads).toBe(1);
    expect(account.strategy).toBe(probed);
    expect(await account.authorization()).toBe(basic(KEY_SID, 'rotated'));
  });

  it('keeps the old credential when the probe rejects', async () => {
    const account = (await start({})).accounts.get();
    const refused = account.rotate(key('rotated'), () => Promise.reject(new Error('refused')));
    await expect(refused).rejects.toThrow('refused');
    expect(await account.authorization()).toBe(basic(KEY_SID, SECRET));
  });
});
