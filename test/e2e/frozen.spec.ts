import type { IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { FakeClock } from 'nestjs-twilio-auth/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_SID, CLIENT_ID } from '#test/support/configuration.js';
import { CLIENT_SECRET } from '#test/support/oauth-fixture.js';
import { startRuntime } from '#test/support/runtime.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

const LIFETIME_S = 3600;

/** Both hosts: every connection that answers is closed while the process is frozen. */
const twilio = useTokenEndpoint();
let clock: FakeClock;
let call: () => Promise<unknown>;
/** The tokens that the API accepts. */
let valid: Set<string>;
/** Answers the token requests, instead of with a token. */
let onTokenRequest: ((answer: () => void, request: IncomingMessage) => void) | undefined;

beforeEach(async () => {
  clock = new FakeClock();
  valid = new Set();
  onTokenRequest = undefined;
  twilio.always((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v2/token') {
      const answer = (): void => {
        const grant = twilio.grant({ expires_in: LIFETIME_S });
        valid.add(`Bearer ${String(grant['access_token'])}`);
        response.end(JSON.stringify(grant));
      };
      return onTokenRequest === undefined ? answer() : onTokenRequest(answer, request);
    }
    const isValid = valid.has(request.headers.authorization ?? '');
    return response.writeHead(isValid ? 200 : 401).end(JSON.stringify({ sid: 'SM1', code: 20003 }));
  });
  const auth = { method: 'oauth', clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const options = { accountSid: ACCOUNT_SID, auth, apiBaseUrl: twilio.origin };
  const runtime = await startRuntime(options, { clock });
  const client = runtime.clients.get();
  call = () => client.messages('SM1').fetch();
  await call();
});

/** What was sent to either host, in order: `token`, or the token of a call. */
const sent = (): readonly string[] =>
  twilio.requests.map(({ url, headers }) =>
    url === '/v2/token' ? 'fetch' : String(headers.authorization),
  );

describe.each([
  ['whose timers and clocks went on', (ms: number) => clock.advance(ms)],
  ['whose monotonic clock stood still', async (ms: number) => clock.suspend(ms)],
])('A process that was frozen, %s', (_, freeze) => {
  it('fetches one token before its first calls when the old one has expired meanwhile', async () => {
    valid.clear();
    await freeze(LIFETIME_S * 1000);
    await Promise.all([call(), call(), call()]);
    expect(sent()).toEqual([
      'fetch',
      'Bearer token-1',
      'fetch',
      ...Array.from({ length: 3 }, () => 'Bearer token-2'),
    ]);
  });

  it('sends its first call at once with a token that is due for a refresh, which goes on beside it', async () => {
    const refresh = new Promise<() => void>((arrive) => (onTokenRequest = arrive));
    await freeze(LIFETIME_S * 1000 - 100_000);
    await call();
    const answer = await refresh;
    await call();
    expect(sent().filter((what) => what !== 'fetch')).toEqual(Array(3).fill('Bearer token-1'));
    answer();
    while (sent().at(-1) !== 'Bearer token-2') await call();
    expect(sent().filter((what) => what === 'fetch')).toHaveLength(2);
  });
});

describe('A process that was suspended during a refresh', () => {
  it.each([
    ['at once when the connection was closed meanwhile', true, 1_000],
    ['after half of the time for a token when the connection is silent', false, 6_000],
  ])('fetches again for its first call, %s', async (_, isClosed, mostMs) => {
    const refresh = new Promise<IncomingMessage>((arrive) => {
      onTokenRequest = (_answer, request) => arrive(request);
    });
    clock.suspend(LIFETIME_S * 1000 - 100_000);
    await call();
    const lost = await refresh;
    onTokenRequest = undefined;
    valid.clear();
    clock.suspend(LIFETIME_S * 1000);
    if (isClosed) lost.socket.destroy();
    const wokenMs = clock.monotonicMs();
    const answered = call();
    while (!(await settled(answered))) await clock.advance(10);
    expect(await answered).toMatchObject({ sid: 'SM1' });
    expect(clock.monotonicMs() - wokenMs).toBeLessThanOrEqual(mostMs);
    expect(sent().slice(2)).toEqual(['fetch', 'Bearer token-1', 'fetch', 'Bearer token-2']);
  });
});

async function settled(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), setImmediate(false)]);
}
