import { beforeEach, describe, expect, it } from 'vitest';
import { baseOAuthAccount, EventLog } from '#test/support/oauth-fixture.js';
import { Deferred } from '#test/support/deferred.js';
import { rejectionOf } from '#test/support/thrown.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';
import { TwilioConnectionError } from '../errors/connection.error.js';
import { Deadline } from './deadline.js';
import { fetchError } from './fetch-failures.js';
import type { OAuthClient, SendTokenRequest, TokenRequest } from './oauth-client.js';
import { SharedTokenSource } from './shared-token-source.js';
import { StoreSession } from './store-session.js';
import { TokenCipher } from './token-cipher.js';
import { TokenEndpoint } from './token-endpoint.js';

const LIMIT = 5_000;
const { name: accountName, accountSid, rest } = baseOAuthAccount();
const { clientId, clientSecret } = rest;
const client: OAuthClient = { accountName, accountSid, clientId, clientSecret };
const granted = {
  status: 200,
  headers: {},
  body: Buffer.from('{"access_token":"t","expires_in":3600}'),
};

let clock: FakeClock;
let events: EventLog;
let deadline: Deadline;

beforeEach(async () => {
  clock = new FakeClock();
  // So that no moment is zero by chance.
  await clock.advance(1_000_000);
  events = new EventLog();
  deadline = new Deadline(clock, LIMIT);
});

function endpointOf(send: SendTokenRequest): TokenEndpoint {
  const deps = { clock, emit: events.emit, random: () => 0.5, timeoutMs: LIMIT };
  return new TokenEndpoint(client, { ...deps, send });
}

const fetchBy = (send: SendTokenRequest) => endpointOf(send).fetch({ rejected: false, deadline });

describe('A token request', () => {
  it('is a form, and asks for JSON that is not compressed', async () => {
    const requests: TokenRequest[] = [];
    await fetchBy(async (request) => {
      requests.push(request);
      return granted;
    });
    expect(requests[0]?.headers).toEqual({
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'accept-encoding': 'identity',
    });
  });

  it('is reported with the time that it took', async () => {
    const answer = new Deferred<typeof granted>();
    const fetched = fetchBy(() => answer.promise);
    await clock.advance(70);
    answer.resolve(granted);
    await fetched;
    expect(events.of('token.fetched')).toMatchObject([{ tookMs: 70, attempts: 1 }]);
  });

  it.each([
    [199, false],
    [200, true],
    [299, true],
    [300, false],
  ])('that is answered with %d succeeded: %s', async (status, succeeded) => {
    const outcome = await fetchBy(async () => ({ ...granted, status })).then(
      () => true,
      () => false,
    );
    expect(outcome).toBe(succeeded);
  });

  it('that is to be repeated when the time is over is not waited for', async () => {
    const headers = { 'retry-after': '5' };
    const error = await rejectionOf(fetchBy(async () => ({ ...granted, status: 429, headers })));
    expect(error).toMatchObject({ status: 429, retryAfterMs: LIMIT });
  });

  it('ends with the error that it has when the application shuts down during a pause', async () => {
    let sends = 0;
    const failed = rejectionOf(
      fetchBy(async () => {
        sends += 1;
        return { ...granted, status: 503 };
      }),
    );
    await clock.advance(0);
    deadline.close();
    expect(await failed).toMatchObject({ status: 503 });
    expect(sends).toBe(1);
  });

  it('that is under way when the application shuts down is not to be repeated', async () => {
    const failed = rejectionOf(fetchBy(() => new Promise(() => {})));
    deadline.close();
    expect(await failed).toMatchObject({ reason: 'closed', retryable: false });
  });

  it('ends with a mistake of ours as it is', async () => {
    const mistake = new TypeError('a bug');
    expect(await rejectionOf(fetchBy(() => Promise.reject(mistake)))).toBe(mistake);
    expect(fetchError(mistake, deadline, client).message).toMatch(/: an internal error\.$/);
  });

  it('has the advice of its cause, where there is any', async () => {
    const cause = (hint?: string) =>
      new TwilioConnectionError({ causeCode: 'CERT_X', sent: 'no', retryable: false, hint });
    const messageWith = async (hint?: string) =>
      (await rejectionOf(fetchBy(() => Promise.reject(cause(hint))))).message;
    expect(await messageWith()).toMatch(/\(CERT_X\)\.$/);
    expect(await messageWith('Trust it.')).toMatch(/\(CERT_X\)\. Trust it\.$/);
  });
});

describe('A shared store', () => {
  const sessionOf = (store: MemoryTokenStore) =>
    new StoreSession({
      clock,
      emit: events.emit,
      accountName,
      store,
      cipher: new TokenCipher(client),
    });

  it.each([undefined, null])('without a token answers %s, which is no failure', async (nothing) => {
    const store = Object.assign(new MemoryTokenStore(clock), { get: async () => nothing });
    expect(await sessionOf(store as never).read()).toBeUndefined();
    expect(events.all).toEqual([]);
  });

  it('is unlocked before the token is used', async () => {
    const unlocked = new Deferred<void>();
    const lock = async () => () => unlocked.promise;
    const session = sessionOf(Object.assign(new MemoryTokenStore(clock), { lock }));
    let isOver = false;
    const release = await session.lock(100);
    const releasing = release!().then(() => (isOver = true));
    await clock.advance(0);
    expect(isOver).toBe(false);
    unlocked.resolve();
    await releasing;
  });

  it('is read twice by the process that has the lock, and not after its request', async () => {
    let reads = 0;
    const store = new MemoryTokenStore(clock);
    const get = store.get.bind(store);
    Object.assign(store, {
      get: (key: string) => {
        reads += 1;
        return get(key);
      },
    });
    const deps = { clock, emit: events.emit, random: () => 0.5, timeoutMs: LIMIT };
    const send = async () => granted;
    const endpoint = endpointOf(send);
    const source = new SharedTokenSource(client, endpoint, store, { ...deps, send });
    await source.fetch({ rejected: false, deadline });
    expect(reads).toBe(2);
  });
});
