import { beforeEach, describe, expect, it, vi } from 'vitest';
import { oauthFactory, type OAuthFixture } from '#test/support/oauth-fixture.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { TwilioConnectionError, type Sent } from '../errors/connection.error.js';
import type { SendTokenRequest, TokenResponse } from './oauth-client.js';

const HOUR = 3_600_000;
const where = { host: 'oauth.twilio.com', method: 'POST', path: '/v2/token' };
const failure = (causeCode: string, sent: Sent, retryable = true): Promise<never> =>
  Promise.reject(new TwilioConnectionError({ ...where, causeCode, sent, retryable }));

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

const answer = (body: string, status = 200): TokenResponse => ({
  status,
  headers: {},
  body: Buffer.from(body),
});

/** The ways in which a token endpoint fails for a while. */
const FAULTS: readonly (readonly [string, SendTokenRequest])[] = [
  ['refuses connections', () => failure('ECONNREFUSED', 'no')],
  ['resets connections after reading', () => failure('ECONNRESET', 'unknown')],
  ['answers with a body that is too large', () => failure('BODY_TOO_LARGE', 'yes', false)],
  ['answers 503', async () => answer('', 503)],
  ['answers 429', async () => answer('', 429)],
  ['answers 200 with a page', async () => answer('<html>maintenance</html>')],
  ['answers 200 without a token', async () => answer('{}')],
  ['does not answer', () => new Promise(() => undefined)],
];

/** Token requests meet the fault in these milliseconds of the clock, and get a token otherwise. */
function withFault(fault: SendTokenRequest, fromMs: number, untilMs: number, random = 0.5) {
  let granted = 0;
  const send: SendTokenRequest = (request) => {
    const nowMs = clock.monotonicMs();
    if (nowMs >= fromMs && nowMs < untilMs) return fault(request);
    granted += 1;
    const body = JSON.stringify({ access_token: `token-${granted}`, expires_in: 3600 });
    return Promise.resolve(answer(body));
  };
  return oauthFactory({ origin: '' }, {}, { clock, send, random: () => random });
}

/** What so many callers that come now get; the clock moves on until all of them know. */
async function callers({ strategy }: OAuthFixture, count: number): Promise<Map<string, number>> {
  const outcomes: string[] = [];
  for (let call = 0; call < count; call += 1) {
    strategy.authorization().then(
      (header) => outcomes.push(header),
      (error: Error & { reason?: string }) => outcomes.push(error.reason ?? error.message),
    );
  }
  while (outcomes.length < count) await clock.advance(50);
  const counted = new Map<string, number>();
  for (const outcome of outcomes) counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
  return counted;
}

describe.each(FAULTS)('A token endpoint that %s', (_, fault) => {
  it.each([0, 0.5, 0.999])(
    'for half of the deadline costs no waiting caller its call (random: %d)',
    async (random) => {
      const fixture = withFault(fault, 0, 5_000, random);
      expect(await callers(fixture, 200)).toEqual(new Map([['Bearer token-1', 200]]));
      expect(fixture.events.of('token.failed')).toEqual([]);
    },
  );

  it('costs no token its refresh when it recovers in time', async () => {
    const fixture = withFault(fault, 1_000, HOUR - 195_000);
    await callers(fixture, 1);
    await clock.advance(HOUR - 200_000);
    expect(await callers(fixture, 10)).toEqual(new Map([['Bearer token-1', 10]]));
    await clock.advance(5_000);
    await clock.advance(2_000);
    expect(await callers(fixture, 10)).toEqual(new Map([['Bearer token-2', 10]]));
    expect(fixture.events.of('token.failed')).toEqual([]);
  });

  it('for good is an error at the deadline, after a bounded number of requests', async () => {
    const fixture = withFault(fault, 0, HOUR);
    const outcomes = await callers(fixture, 200);
    expect([...outcomes.values()]).toEqual([200]);
    expect(clock.monotonicMs()).toBeLessThanOrEqual(10_000);
    expect(fixture.sends()).toBeLessThanOrEqual(20);
    expect(fixture.events.of('token.failed')).toHaveLength(1);
  });
});

describe('A request that is not answered', () => {
  it('is given up after half of the deadline, and repeated', async () => {
    const fixture = withFault(() => new Promise(() => undefined), 0, 1);
    const header = fixture.strategy.authorization();
    await clock.advance(0);
    await clock.advance(5_099);
    expect(fixture.sends()).toBe(1);
    await clock.advance(1);
    expect(fixture.sends()).toBe(2);
    expect(await header).toBe('Bearer token-1');
  });
});

describe('A caller that comes late in a fetch that fails', () => {
  it('has its own time, and gets the token of the next fetch', async () => {
    const fixture = withFault(async () => answer('', 503), 0, 12_000);
    const first = fixture.strategy
      .authorization()
      .catch(({ reason }: Error & { reason: string }) => reason);
    await clock.advance(8_000);
    expect(await callers(fixture, 200)).toEqual(new Map([['Bearer token-1', 200]]));
    expect(await first).toBe('http-503');
  });

  it('waits no longer than its own time', async () => {
    const fixture = withFault(async () => answer('', 503), 0, HOUR);
    const first = fixture.strategy.authorization().catch(() => 'failed');
    await clock.advance(8_000);
    const late = vi.fn();
    fixture.strategy.authorization().catch(late);
    await clock.advance(9_000);
    expect(late).not.toHaveBeenCalled();
    await clock.advance(1_000);
    expect(late).toHaveBeenCalledTimes(1);
    expect(await first).toBe('failed');
  });
});

describe('A token that is about to expire while the endpoint is down', () => {
  it('is used before it is too late, and callers wait for a new one until then', async () => {
    const fixture = withFault(async () => answer('', 503), 1_000, HOUR + 60_000);
    await callers(fixture, 1);
    await clock.advance(HOUR - 8_000);
    const beforeMs = clock.monotonicMs();
    expect(await callers(fixture, 10)).toEqual(new Map([['Bearer token-1', 10]]));
    expect(clock.monotonicMs() - beforeMs).toBe(4_000);
  });
});
