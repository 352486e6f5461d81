import { describe, expect, it } from 'vitest';
import { ACCOUNT_SID, OAUTH_OPTIONS, SECRET } from '#test/support/configuration.js';
import { testTenants } from '#test/support/tenants.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { Tenants } from './tenants.js';

const unknown = { code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' };
const failed = { ...unknown, reason: 'resolver-failed', retryable: true, retryAfterMs: 5000 };

describe('a tenant', () => {
  it('is resolved once for concurrent callers', async () => {
    const { tenants, asked } = testTenants();
    const found = await Promise.all(Array.from({ length: 1000 }, () => tenants.get('acme')));

    expect(asked).toEqual(['acme']);
    expect(new Set(found).size).toBe(1);
  });

  it('is cached until its time is up', async () => {
    const { tenants, asked, clock, stopped } = testTenants();
    await tenants.get('acme');
    await clock.advance(299_000);
    await tenants.get('acme');
    expect(asked).toHaveLength(1);
    await clock.advance(1_001);
    await tenants.get('acme');

    expect(asked).toHaveLength(2);
    expect(stopped).toEqual(['acme']);
  });

  it('is evicted for others if it was not used for the longest time', async () => {
    const { tenants, asked, stopped } = testTenants({ max: 2 });
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await tenants.get(id);

    expect(asked).toEqual(['a', 'b', 'c', 'b']);
    expect(stopped).toEqual(['b', 'c']);
  });

  it('is resolved again after an eviction', async () => {
    const { tenants, asked, stopped } = testTenants();
    await tenants.get('acme');
    tenants.evict('acme');
    await tenants.get('acme');

    expect(asked).toHaveLength(2);
    expect(stopped).toEqual(['acme']);
  });

  it('is stopped and not cached when it was evicted during its resolution', async () => {
    const answers: ((options: typeof OAUTH_OPTIONS) => void)[] = [];
    const { tenants, stopped } = testTenants({
      resolve: () => new Promise((resolve) => answers.push(resolve)),
    });
    const early = tenants.get('acme');
    await Promise.resolve();
    tenants.evict('acme');
    const late = tenants.get('acme');
    await Promise.resolve();
    const renewed = { ...OAUTH_OPTIONS, region: 'us1' };
    answers[1]?.(renewed);
    answers[0]?.(OAUTH_OPTIONS);

    expect((await early).options).toBe(OAUTH_OPTIONS);
    expect((await late).options).toBe(renewed);
    expect((await tenants.get('acme')).options).toBe(renewed);
    expect(answers).toHaveLength(2);
    expect(stopped).toEqual(['acme']);
  });
});

describe('a tenant that cannot be resolved', () => {
  it.each([undefined, null])('is unknown when the resolver answers %j', async (answer) => {
    const { tenants } = testTenants({ resolve: async () => answer as undefined });
    await expect(tenants.get('acme')).rejects.toMatchObject({ ...unknown, account: 'tenant:acme' });
  });

  it('is unknown if no resolver is configured', async () => {
    const { clock } = testTenants();
    const options = {
      max: 1,
      ttlSeconds: 1,
      clock,
      assertEnabled: () => {},
      open: async () => ({}),
      stop: () => {},
    };
    await expect(new Tenants(options).get('acme')).rejects.toThrow(
      /No resolveAccount is configured/,
    );
  });

  it.each([
    ['rejects', () => Promise.reject(new Error(`db://user:${SECRET}@host`))],
    [
      'throws',
      () => {
        throw new Error(SECRET);
      },
    ],
    ['rejects with nothing', () => Promise.reject()],
  ])('fails without the error of the resolver when it %s', async (_what, resolve) => {
    const { tenants } = testTenants({ resolve });
    const error = await tenants.get('acme').catch((reason: unknown) => reason as Error);

    expect(error).toMatchObject(failed);
    expect(String(error)).not.toContain(SECRET);
    expect((error as Error).cause).toBeUndefined();
  });

  it('fails after ten seconds when the resolver hangs, and ignores a later answer', async () => {
    let answer: ((options: typeof OAUTH_OPTIONS) => void) | undefined;
    const { tenants, clock } = testTenants({
      resolve: () => new Promise((resolve) => (answer = resolve)),
    });
    const waiting = tenants.get('acme').catch((error: unknown) => error);
    await clock.advance(10_000);

    expect(await waiting).toMatchObject(failed);
    answer?.(OAUTH_OPTIONS);
    await expect(tenants.get('acme')).rejects.toMatchObject(failed);
  });

  it('leaves no timer running', async () => {
    const { tenants, clock } = testTenants();
    await tenants.get('acme');
    expect(clock.waiting).toEqual([]);
  });

  it('is cached for five seconds, so that not every call asks the resolver', async () => {
    const { tenants, asked, clock } = testTenants({ resolve: async () => undefined });
    const call = () => tenants.get('acme').catch(() => {});
    await Promise.all(Array.from({ length: 100 }, call));
    await call();
    expect(asked).toHaveLength(1);
    await clock.advance(5_001);
    await call();
    expect(asked).toHaveLength(2);
  });

  it('does not evict known tenants', async () => {
    const { tenants, asked } = testTenants({
      max: 2,
      resolve: async (id) => (id === 'acme' ? OAUTH_OPTIONS : undefined),
    });
    await tenants.get('acme');
    for (let index = 0; index < 50; index += 1)
      await tenants.get(`nobody-${index}`).catch(() => {});
    await tenants.get('acme');
    expect(asked.filter((id) => id === 'acme')).toHaveLength(1);
  });

  it('fails with the error of its account when that may not be used', async () => {
    const own = new TwilioAuthConfigError(
      [{ path: 'auth', expected: '', remedy: '' }],
      'tenant:acme',
    );
    const { tenants } = testTenants({ open: () => Promise.reject(own) });
    await expect(tenants.get('acme')).rejects.toBe(own);
  });

  it.each(['', undefined, null, 7, {}, ['acme']])(
    'is rejected with the id %j, without asking the resolver',
    async (id) => {
      const { tenants, asked } = testTenants();
      await expect(tenants.get(id as string)).rejects.toMatchObject(unknown);
      expect(asked).toEqual([]);
    },
  );

  it('is shown on one line and shortened', async () => {
    const { tenants } = testTenants({ resolve: async () => undefined });
    const id = `acme\nERROR forged line ${'x'.repeat(10_000)}`;
    const { message } = (await tenants.get(id).catch((error: unknown) => error)) as Error;

    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(200);
  });

  it('is never mistaken for another one because of its name', async () => {
    const { tenants } = testTenants({
      max: 10,
      resolve: async (id) => ({
        ...OAUTH_OPTIONS,
        accountSid: id === 'a' ? ACCOUNT_SID : `AC${'9'.repeat(32)}`,
      }),
    });
    for (const id of ['a', 'A', 'a ', '__proto__', 'constructor', 'tenant:a']) {
      const { options, id: own } = await tenants.get(id);
      expect([own, options.accountSid === ACCOUNT_SID]).toEqual([id, id === 'a']);
    }
  });
});
