import { TwilioAccounts, TwilioClient } from 'nestjs-twilio-auth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileWith } from '#test/support/compile.js';
import { ACCOUNT_SID } from '#test/support/configuration.js';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';

const TOKEN = '/v2/token';
const oauth = (digit: string) =>
  ({ method: 'oauth', clientId: `OQ${digit.repeat(32)}`, clientSecret: 'secret' }) as const;

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
  server.answer({ body: { access_token: 'token', expires_in: 3600, sid: 'SM1' } });
});
afterEach(() => server.close());

const number = (at: number): string => `+1555${1_000_000 + at}`;
const numbers = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => number(from + at));

/** The recipients in the order in which their messages arrived. */
function recipients(): string[] {
  const messages = server.requests.filter(({ url }) => url !== TOKEN);
  return messages.map(({ body }) => new URLSearchParams(body).get('To') ?? '');
}

const tokenRequests = (): number => server.requests.filter(({ url }) => url === TOKEN).length;

async function start(http: object = {}) {
  const module = await compileWith({
    environment: 'test',
    apiBaseUrl: server.origin,
    accountSid: ACCOUNT_SID,
    auth: oauth('a'),
    accounts: { alerts: { accountSid: ACCOUNT_SID, auth: oauth('b') } },
    // How fast the machine is must not decide who gets a connection in time.
    http: { timeoutMs: 120_000, ...http },
  });
  const send = (client: TwilioClient) => (to: string) =>
    client.messages.create({ to, from: '+15005550010', body: 'Hello' });
  return {
    send: send(module.get<TwilioClient>(TwilioClient)),
    alert: send(module.get(TwilioAccounts).client('alerts')),
  };
}

describe('thousands of messages at once', () => {
  it('are sent once each, over 20 connections, with one token request', async () => {
    const { send } = await start();
    const all = numbers(5_000);
    await Promise.all(all.map(send));
    expect(recipients().toSorted()).toEqual(all);
    expect(tokenRequests()).toBe(1);
    expect(server.connections()).toBe(20);
  }, 120_000);

  it('are refused beyond `http.maxQueued`, unsent, and the others are sent', async () => {
    const { send } = await start({ connections: 5, maxQueued: 1_000 });
    const outcomes = await Promise.allSettled(numbers(3_000).map(send));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    // Five have a connection at once.
    expect(refused).toHaveLength(3_000 - 1_005);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({
        code: 'TWILIO_AUTH_CONNECTION_FAILED',
        reason: 'queue-full',
        sent: 'no',
        retryable: true,
      });
    }
    const isSent = (_: string, at: number): boolean => outcomes[at]?.status === 'fulfilled';
    expect(recipients().toSorted()).toEqual(numbers(3_000).filter(isSent));
  }, 120_000);

  it('do not hold up another account, which has no token yet', async () => {
    const { send, alert } = await start();
    const burst = numbers(3_000).map(send);
    const alerts = numbers(10, 900_000);
    await Promise.all([...burst, ...alerts.map(alert)]);
    const order = recipients();
    expect(order).toHaveLength(3_010);
    // Its token request and its messages take turns with the burst.
    expect(Math.max(...alerts.map((to) => order.indexOf(to)))).toBeLessThan(300);
    expect(tokenRequests()).toBe(2);
  }, 120_000);
});
