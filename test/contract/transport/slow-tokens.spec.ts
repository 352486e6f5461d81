import { describe, expect, it, vi } from 'vitest';
import { ACCOUNT_SID } from '#test/support/configuration.js';
import { PauseClock } from '#test/support/pause-clock.js';
import { startRuntime } from '#test/support/runtime.js';
import { rejectionOf } from '#test/support/thrown.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

const TOKEN = '/v2/token';
const uri = 'https://messaging.twilio.com/v1/Services';
const late = {
  code: 'TWILIO_AUTH_CONNECTION_FAILED',
  reason: 'credential-timeout',
  account: 'default',
  sent: 'no',
  retryable: true,
  message: expect.stringMatching(/^POST .* was not sent to messaging\.twilio\.com/) as string,
  hint: expect.stringContaining('token request') as string,
};
const busy = { status: 429, headers: { 'retry-after': '1' }, body: { code: 20429, status: 429 } };

describe('a call that waits for a slow token', () => {
  const server = useTokenEndpoint();
  const paths = (): string[] => server.requests.map(({ url }) => url);

  async function start(http: object = {}) {
    const clock = new PauseClock();
    const auth = { method: 'oauth', clientId: `OQ${'b'.repeat(32)}`, clientSecret: 'secret' };
    const options = { accountSid: ACCOUNT_SID, auth, apiBaseUrl: server.origin, http };
    const runtime = await startRuntime(options, { clock });
    const client = runtime.clients.default();
    const call = (timeout?: number) => client.request({ method: 'post', uri, timeout: timeout! });
    return { clock, call };
  }

  it('gives up in its own time, while a patient one gets the same token', async () => {
    const { clock, call } = await start();
    const token = server.hold();
    const hurried = rejectionOf(call(3_000));
    const patient = call();
    await token.arrived;
    await clock.advance(3_000);
    expect(await hurried).toMatchObject(late);
    expect(paths()).toEqual([TOKEN]);
    await clock.advance(1_000);
    token.answer();
    expect(await patient).toMatchObject({ statusCode: 200 });
    expect(paths()).toEqual([TOKEN, '/v1/Services']);
    expect(server.requests[1]?.headers).toMatchObject({ authorization: 'Bearer token-1' });
    // The token of the patient one serves whoever comes later.
    expect(await call(10)).toMatchObject({ statusCode: 200 });
    expect(paths()).toEqual([TOKEN, '/v1/Services', '/v1/Services']);
  });

  it('has only the rest of its time for its attempts', async () => {
    const { clock, call } = await start();
    const token = server.hold();
    const failed = rejectionOf(call(3_000));
    await token.arrived;
    await clock.advance(2_000);
    server.next(() => {});
    token.answer();
    await server.received(2);
    await clock.advance(999);
    expect(clock.waiting).toEqual([1]);
    await clock.advance(1);
    expect(await failed).toMatchObject({ reason: 'TIMEOUT', sent: 'unknown', retryable: false });
  });

  it('makes no retry for which its rest is too short', async () => {
    const { clock, call } = await start();
    const token = server.hold();
    const answer = call(3_000);
    await token.arrived;
    await clock.advance(2_000);
    server.next(busy);
    token.answer();
    expect(await answer).toMatchObject({ statusCode: 429 });
    expect(clock.pauses).toEqual([]);
    expect(paths()).toEqual([TOKEN, '/v1/Services']);
  });

  it('ends with the 401 that it has where the next token comes too late', async () => {
    const { clock, call } = await start();
    await call();
    server.next({ status: 401, body: { code: 20003, status: 401 } });
    const next = server.hold();
    const answer = call(3_000);
    await next.arrived;
    await clock.advance(3_000);
    expect(await answer).toMatchObject({ statusCode: 401 });
    next.answer();
    expect(await call(3_000)).toMatchObject({ statusCode: 200 });
    expect(paths().filter((path) => path === TOKEN)).toHaveLength(2);
    const { authorization } = server.requests.at(-1)!.headers;
    expect(authorization).not.toBe(server.requests[1]?.headers.authorization);
  });

  it('ends with the error of the token request where that fails first', async () => {
    const { clock, call } = await start();
    const token = server.hold();
    const failed = rejectionOf(call(3_000));
    await token.arrived;
    token.answer({ status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } });
    expect(await failed).toMatchObject({ code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' });
    expect(clock.waiting).toEqual([]);
  });

  it('starts no timer for a token that is cached', async () => {
    const { clock, call } = await start();
    await call();
    const started = vi.spyOn(clock, 'after');
    await call(3_000);
    // That of its request alone.
    expect(started.mock.calls.filter(([ms]) => ms === 3_000)).toHaveLength(1);
  });
});
