import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleProcess } from '#test/support/sample-process.js';

const STARTING = 120_000;
const PASSWORD = 'a-password-of-the-sample';
const CREDENTIAL = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(31)}1`,
  TWILIO_API_KEY: `SK${'0'.repeat(31)}1`,
  TWILIO_API_SECRET: 'a-secret-of-no-account',
  TWILIO_WEBHOOK_SIGNING_KEYS: 'fedcba9876543210fedcba9876543210',
  TWILIO_WEBHOOK_BASE_URL: 'https://sample.example.com',
};

/** Status of a request with exactly these headers: `fetch()` writes the Host header itself. */
async function statusOf(
  { url }: SampleProcess,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<number | undefined> {
  const sent = request(url, { path, method, headers, setHost: false }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

describe("The sample on a developer's machine", () => {
  let sample: SampleProcess;
  beforeAll(async () => {
    sample = await SampleProcess.start({ ALLOWED_HOSTS: 'devbox.local, Other.Example' });
  }, STARTING);
  afterAll(() => sample[Symbol.asyncDispose]());

  it.each([
    'localhost',
    'LOCALHOST:3000',
    '127.0.0.1',
    '[::1]:3000',
    'devbox.local:80',
    'other.example',
  ])('answers for the host %s', async (host) => {
    expect(await statusOf(sample, '/auth', { host })).toBe(200);
    expect(await statusOf(sample, '/', { host })).toBe(200);
  });

  it.each([
    'rebound.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    'evil:80@localhost',
    '',
    '10.0.0.1',
  ])('refuses the host %j, to which a web site can point its own name', async (host) => {
    for (const path of ['/', '/auth', '/messages', '/state', '/events', '/health']) {
      expect(await statusOf(sample, path, { host })).toBe(403);
    }
    expect(await statusOf(sample, '/messages', { host }, 'POST')).toBe(403);
  });

  it('asks for no password', async () => {
    expect(await statusOf(sample, '/messages', { host: 'localhost' })).toBe(200);
  });
});

describe('The sample in production', () => {
  let sample: SampleProcess;
  beforeAll(async () => {
    const settings = { NODE_ENV: 'production', SAMPLE_PASSWORD: PASSWORD };
    sample = await SampleProcess.start({ ...CREDENTIAL, ...settings });
  }, STARTING);
  afterAll(() => sample[Symbol.asyncDispose]());
  const host = 'sample.example.com';
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it('answers with its password, for the host that Twilio calls', async () => {
    const headers = { host, authorization: basic(`anybody:${PASSWORD}`) };
    expect(await statusOf(sample, '/auth', headers)).toBe(200);
    expect(await statusOf(sample, '/', headers)).toBe(200);
  });

  it.each([
    ['nothing', undefined],
    ['another password', basic('anybody:another-password-of-16')],
    ['the password as the user name', basic(PASSWORD)],
    ['an empty password', basic('anybody:')],
    ['another scheme', `Bearer ${PASSWORD}`],
  ])('asks for its password where a request has %s', async (_, authorization) => {
    const headers = { host, ...(authorization && { authorization }) };
    for (const path of [
      '/',
      '/auth',
      '/state',
      '/production',
      '/messages',
      '/events',
      '/index.html',
      '/webhooks/../auth',
    ]) {
      expect(await statusOf(sample, path, headers)).toBe(401);
    }
    expect(await statusOf(sample, '/messages', headers, 'POST')).toBe(401);
    expect(await statusOf(sample, '/webhooks/sms/', headers, 'POST')).toBe(401);
  });

  it('leaves webhooks to their signature, and health to load balancers', async () => {
    expect(await statusOf(sample, '/webhooks/sms?x=1', { host }, 'POST')).toBe(403);
    expect(await statusOf(sample, '/health', { host })).toBe(200);
  });
});

describe('The sample with a credential does not start', () => {
  it.each([
    ['in production without a password', { NODE_ENV: 'production' }],
    ['in production with a short one', { NODE_ENV: 'production', SAMPLE_PASSWORD: 'short' }],
    ['without NODE_ENV, which is production', {}],
  ])(
    '%s, and prints what to set',
    async (_, settings) => {
      const { exitCode, output } = await SampleProcess.failedStart({ ...CREDENTIAL, ...settings });
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(/set SAMPLE_PASSWORD to at least 16 characters.*NODE_ENV=development/);
      expect(output).not.toMatch(/^\s+at /m);
    },
    STARTING,
  );

  it(
    'with an Auth Token and no NODE_ENV, which makes it production',
    async () => {
      const { exitCode, output } = await SampleProcess.failedStart({
        TWILIO_ACCOUNT_SID: CREDENTIAL.TWILIO_ACCOUNT_SID,
        TWILIO_AUTH_TOKEN: CREDENTIAL.TWILIO_WEBHOOK_SIGNING_KEYS,
      });
      expect(exitCode).not.toBe(0);
      expect(output).toContain('[auth-token]');
    },
    STARTING,
  );
});
