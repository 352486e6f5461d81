import { beforeEach, describe, expect, it } from 'vitest';
import { baseOAuthAccount, EventLog } from '#test/support/oauth-fixture.js';
import { Deferred } from '#test/support/deferred.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { TwilioTokenError } from '../errors/token.error.js';
import { Secret } from '../primitives/secret.js';
import { CachedTokenSource } from './cached-token-source.js';
import type { OAuthToken, TokenFetch } from './oauth-token.js';

const LIMIT = 1_000;
const { name: accountName, accountSid, rest } = baseOAuthAccount();
const { clientId, clientSecret } = rest;

let clock: FakeClock;
let events: EventLog;
/** The fetches in their order, each with what ends it. */
let fetches: (TokenFetch & { readonly answer: Deferred<OAuthToken> })[];
let source: CachedTokenSource;

beforeEach(async () => {
  clock = new FakeClock();
  // So that no moment is zero by chance.
  await clock.advance(10_000);
  events = new EventLog();
  fetches = [];
  const fetcher = {
    fetch(request: TokenFetch) {
      const answer = new Deferred<OAuthToken>();
      fetches.push({ ...request, answer });
      return request.deadline.race(answer.promise);
    },
  };
  const deps = { clock, emit: events.emit, random: () => 0.5, timeoutMs: LIMIT };
  const client = { accountName, accountSid, clientId, clientSecret };
  source = new CachedTokenSource(client, fetcher, { ...deps, send: () => Promise.reject() });
});

const token = (value: string, lifetimeMs = 3_600_000): OAuthToken => ({
  value: new Secret(value),
  lifetimeMs,
  sentAtWallMs: clock.wallMs(),
  sentAtMonotonicMs: clock.monotonicMs(),
});

const failure = (details: object = {}) =>
  new TwilioTokenError('TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE', 'no answer', {
    reason: 'ECONNRESET',
    retryable: true,
    ...details,
  });

/** The value of the token, or the reason why there is none. */
const outcome = (asked: Promise<OAuthToken>): Promise<string> =>
  asked.then(
    ({ value }) => value.reveal(),
    ({ reason }: TwilioTokenError) => `failed: ${reason}`,
  );

async function answered(at: number, value: string, lifetimeMs?: number): Promise<void> {
  fetches[at]!.answer.resolve(token(value, lifetimeMs));
  await clock.advance(0);
}

/** A caller that joins `joinedMs` after the first one, whose fetch fails `failedMs` after it began. */
async function join(joinedMs: number, failedMs: number, error: TwilioTokenError) {
  const first = outcome(source.getToken());
  await clock.advance(joinedMs);
  const second = outcome(source.getToken());
  await clock.advance(failedMs - joinedMs);
  fetches[0]!.answer.reject(error);
  await clock.advance(0);
  expect(await first).toBe(`failed: ${error.reason}`);
  return { second };
}

describe('A caller that joins a fetch which fails', () => {
  it('uses the rest of its own time for another one where the first was late', async () => {
    const { second } = await join(700, 900, failure());
    expect(fetches).toHaveLength(2);
    await answered(1, 'another');
    expect(await second).toBe('another');
    expect(fetches.map(({ rejected }) => rejected)).toEqual([false, false]);
    expect(clock.waiting).toEqual([]);
  });

  it.each([
    ['failed early', 100, 499, {}],
    ['has waited for half of its time', 0, 500, {}],
    ['failed for good', 700, 900, { retryable: false }],
    ['is to be repeated later', 700, 900, { retryAfterMs: 1 }],
  ])('shares its error where the fetch %s', async (_, joinedMs, failedMs, details) => {
    const { second } = await join(joinedMs, failedMs, failure(details));
    expect(await second).toBe('failed: ECONNRESET');
    expect(fetches).toHaveLength(1);
    expect(clock.waiting).toEqual([]);
  });

  it('asks again where it failed after just half of the time', async () => {
    const { second } = await join(100, 500, failure());
    expect(fetches).toHaveLength(2);
    await answered(1, 'another');
    expect(await second).toBe('another');
  });

  it('has the error of the other one where that fails, too', async () => {
    const { second } = await join(700, 900, failure());
    expect(fetches).toHaveLength(2);
    fetches[1]!.answer.reject(failure({ reason: 'EPIPE' }));
    expect(await second).toBe('failed: EPIPE');
    expect(events.of('token.failed').map(({ background }) => background)).toEqual([false, false]);
    expect(clock.waiting).toEqual([]);
  });

  it('has the first error where its own time ends before the other one', async () => {
    const { second } = await join(700, 900, failure());
    expect(fetches).toHaveLength(2);
    await clock.advance(800);
    expect(await second).toBe('failed: ECONNRESET');
  });
});

describe('A token that has expired but for its last seconds', () => {
  async function expiring(): Promise<void> {
    const first = source.getToken();
    await clock.advance(0);
    await answered(0, 'old', 100_000);
    await first;
    await clock.advance(91_000);
    expect(source.state).toBe('expired');
  }

  it('is served while the next one does not come, and nothing is left waiting', async () => {
    await expiring();
    const asked = outcome(source.getToken());
    await clock.advance(0);
    fetches[1]!.answer.reject(failure());
    expect(await asked).toBe('old');
    expect(clock.waiting).toEqual([]);
  });

  it('is not served once another one was fetched or an API rejected it', async () => {
    await expiring();
    const asked = outcome(source.getToken());
    await clock.advance(0);
    const replaced = outcome(source.replaceRejected());
    fetches[1]!.answer.reject(failure({ retryable: false }));
    expect(await asked).toBe('failed: ECONNRESET');
    expect(await replaced).toBe('failed: ECONNRESET');
  });
});

describe('A source that was closed', () => {
  it('does not fetch again because another strategy uses it', async () => {
    source.close();
    source.resume();
    expect(await outcome(source.getToken())).toBe('failed: closed');
    expect(fetches).toEqual([]);
  });

  it('fetches in the background after it was only stopped and is used again', async () => {
    source.stop();
    source.resume();
    const first = source.getToken();
    await clock.advance(0);
    await answered(0, 'old', 100_000);
    await first;
    await clock.advance(85_000);
    expect(await outcome(source.getToken())).toBe('old');
    await clock.advance(0);
    expect(fetches).toHaveLength(2);
  });
});
