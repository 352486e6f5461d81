import {
  TwilioAccessTokens,
  TwilioAuth,
  TwilioWebhookVerifier,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { compileWith } from '#test/support/compile.js';
import { API_KEY_OPTIONS, KEY_SID } from '#test/support/configuration.js';

const [FIRST, SECOND] = ['first-secret-0123456789abcdef', 'second-secret-0123456789abcdef'];
const baseUrl = 'https://api.example.com';
const { accountSid, auth } = API_KEY_OPTIONS;

/** An application whose secret can be replaced at its source. Nothing is sent to Twilio. */
async function start(options: (secret: () => Promise<string>) => TwilioAuthModuleOptions) {
  let secret = FIRST;
  let reads = 0;
  const read = async (): Promise<string> => {
    reads += 1;
    return secret;
  };
  const clock = new FakeClock();
  const module = await compileWith({ environment: 'test', ...options(read) }, clock);
  const tokens = module.get(TwilioAccessTokens);
  const isSignedWith = async (key: string): Promise<boolean> => {
    const grants = { sync: { serviceSid: `IS${'1'.repeat(32)}` } };
    const { token } = tokens.issue({ identity: 'alice', grants });
    const currentDate = new Date(clock.wallMs());
    return jwtVerify(token, Buffer.from(key), { currentDate }).then(
      () => true,
      () => false,
    );
  };
  const isVerifiedWith = async (signingKey: string): Promise<boolean> => {
    const { method, path, headers, rawBody } = signWebhook({
      url: `${baseUrl}/sms`,
      params: { AccountSid: accountSid, Body: 'hi' },
      signingKey,
    });
    const request = { method, url: path, headers, rawBody: Buffer.from(rawBody) };
    return (await module.get(TwilioWebhookVerifier).verify(request)).valid;
  };
  return {
    clock,
    reads: () => reads,
    isSignedWith,
    isVerifiedWith,
    auth: module.get(TwilioAuth),
    replaceSecret: (): void => void (secret = SECOND),
    /** The first use after it refreshes the secret in the background. */
    thirtySecondsLater: async (use: (key: string) => Promise<boolean>): Promise<void> => {
      await clock.advance(30_000);
      await use(FIRST);
      await clock.advance(0);
    },
  };
}

describe('an application that makes no REST call', () => {
  it('signs access tokens with a key that was replaced at its source', async () => {
    const running = await start((keySecret) => ({
      accountSid,
      auth,
      accessTokens: { keySid: KEY_SID, keySecret },
    }));
    running.replaceSecret();
    expect(await running.isSignedWith(FIRST)).toBe(true);
    await running.thirtySecondsLater(running.isSignedWith);
    expect(await running.isSignedWith(SECOND)).toBe(true);
  });

  it('verifies webhooks with a key that was replaced at its source', async () => {
    const running = await start((secret) => ({
      accountSid,
      auth,
      webhook: { baseUrl, signingKeys: [secret] },
    }));
    running.replaceSecret();
    expect(await running.isVerifiedWith(FIRST)).toBe(true);
    await running.thirtySecondsLater(running.isVerifiedWith);
    expect(await running.isVerifiedWith(SECOND)).toBe(true);
    expect(await running.isVerifiedWith(FIRST)).toBe(false);
  });

  it('verifies webhooks with all keys of a list, when its source adds and removes some', async () => {
    let keys = FIRST;
    const running = await start(() => ({
      accountSid,
      auth,
      webhook: { baseUrl, signingKeys: [async () => keys] },
    }));
    keys = `${SECOND},${FIRST}`;
    await running.thirtySecondsLater(running.isVerifiedWith);
    expect(await running.isVerifiedWith(SECOND)).toBe(true);
    expect(await running.isVerifiedWith(FIRST)).toBe(true);
    keys = SECOND;
    await running.thirtySecondsLater(running.isVerifiedWith);
    expect(await running.isVerifiedWith(FIRST)).toBe(false);
  });
});

describe('an idle application', () => {
  const idle = () =>
    start((secret) => ({ accountSid, auth, webhook: { baseUrl, signingKeys: [secret] } }));

  it('reads its keys again for the first webhook that is signed with another one', async () => {
    const running = await idle();
    running.replaceSecret();
    await running.clock.advance(30_000);
    expect(await running.isVerifiedWith(SECOND)).toBe(true);
  });

  it('reads a function at most every 30 seconds, whatever it is sent', async () => {
    const running = await idle();
    const before = running.reads();
    await running.clock.advance(30_000);
    const forged = () => running.isVerifiedWith('not-a-key-of-ours-0123456789');
    expect(await Promise.all(Array.from({ length: 20 }, forged))).not.toContain(true);
    await running.clock.advance(29_000);
    await Promise.all(Array.from({ length: 20 }, forged));
    expect(running.reads()).toBe(before + 1);
  });
});

describe('an application after rotate()', () => {
  it('signs access tokens with the new API key', async () => {
    const running = await start(() => ({ accountSid, auth: { ...auth, keySecret: FIRST } }));
    expect(await running.isSignedWith(FIRST)).toBe(true);
    await running.auth.rotate('default', { ...auth, keySecret: SECOND });
    expect(await running.isSignedWith(SECOND)).toBe(true);
  });

  it('verifies webhooks with the new Auth Token, and not with the old one', async () => {
    const token = (authToken: string) => ({ method: 'auth-token', authToken }) as const;
    const running = await start(() => ({ accountSid, auth: token(FIRST), webhook: { baseUrl } }));
    expect(await running.isVerifiedWith(FIRST)).toBe(true);
    await running.auth.rotate('default', token(SECOND));
    expect(await running.isVerifiedWith(SECOND)).toBe(true);
    expect(await running.isVerifiedWith(FIRST)).toBe(false);
  });
});
