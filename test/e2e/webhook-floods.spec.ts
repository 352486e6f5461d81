import { describe, expect, it } from 'vitest';
import { createRuntime, type Runtime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import { own } from '../../libs/twilio-auth/src/core/primitives/own.js';
import type { Verdict } from '../../libs/twilio-auth/src/core/webhook/verdict.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { API_KEY_OPTIONS, load } from '#test/support/configuration.js';
import { BASE_URL, formRequest, OTHER_TOKEN, TOKEN } from '#test/support/webhook-fixture.js';

const FLOOD = 1500;
const sidOf = (index: number): string => `AC${index.toString(16).padStart(32, '0')}`;
const GENUINE = sidOf(0xfffff);

/** An application whose resolvers answer for one account only, and for all others never. */
async function started() {
  const asked: string[] = [];
  const clock = new FakeClock();
  const hangs = (id: string): boolean => id !== GENUINE && id !== 'genuine';
  const answer = <T>(id: string, value: T): Promise<T> => {
    asked.push(id);
    return hangs(id) ? new Promise<never>(() => {}) : Promise.resolve(value);
  };
  const tenant = {
    ...API_KEY_OPTIONS,
    accountSid: GENUINE,
    webhook: { signingKeys: [TOKEN], baseUrl: BASE_URL },
  };
  const config = await load(
    {
      ...API_KEY_OPTIONS,
      webhook: { baseUrl: BASE_URL },
      resolveWebhookKeys: (sid: string) => answer(sid, [TOKEN]),
      resolveAccount: (id: string) => answer(id, tenant),
    },
    {},
    { clock },
  );
  const runtime = await createRuntime(config, { clock, emit: () => {} });
  return { runtime, asked, clock };
}

const bySid = ({ webhooks }: Runtime, sid: string, token = TOKEN): Promise<Verdict> =>
  Promise.resolve(webhooks.verify(formRequest({ AccountSid: sid }, { token })));

const byTenant = ({ webhooks }: Runtime, id: string, token = TOKEN): Promise<Verdict> => {
  const options = own({ account: () => ({ tenant: id }) });
  return Promise.resolve(webhooks.verify(formRequest({ AccountSid: GENUINE }, { token }), options));
};

const FLOODS = {
  AccountSids: { send: bySid, idOf: sidOf, genuine: GENUINE },
  'tenant ids': { send: byTenant, idOf: (index: number) => `tenant-${index}`, genuine: 'genuine' },
};

describe.each(Object.entries(FLOODS))('a flood of forged %s', (_, { send, idOf, genuine }) => {
  it('makes at most 80 lookups at a time, and others are answered at once', async () => {
    const { runtime, asked, clock } = await started();
    const flood = Array.from({ length: FLOOD }, (_one, index) => send(runtime, idOf(index)));
    const refused = await Promise.all(flood.slice(80));
    expect(
      refused.every((verdict) => !verdict.valid && verdict.reason === 'keys-unavailable'),
    ).toBe(true);
    expect(asked).toHaveLength(80);
    await clock.advance(2000);
    await Promise.all(flood);
    // A failure is remembered for a second.
    await send(runtime, idOf(0));
    expect(asked).toHaveLength(80);
  });

  it('does not stop a genuine webhook whose account was verified before', async () => {
    const { runtime, asked, clock } = await started();
    expect(await send(runtime, genuine)).toMatchObject({ valid: true });
    // Past every cache.
    await clock.advance(400_000);
    const flood = Array.from({ length: FLOOD }, (_one, index) => send(runtime, idOf(index)));
    expect(await send(runtime, genuine)).toMatchObject({ valid: true });
    expect(asked.filter((id) => id === genuine)).toHaveLength(2);
    await clock.advance(2000);
    await Promise.all(flood);
  });

  it('costs no lookup where its signatures are impossible', async () => {
    const { runtime, asked } = await started();
    const { headers, ...request } = formRequest({ AccountSid: idOf(1) });
    for (const signature of ['', 'nonsense']) {
      const forged = { ...request, headers: { ...headers, 'x-twilio-signature': signature } };
      await runtime.webhooks.verify(forged, own({ account: () => ({ tenant: idOf(1) }) }));
      await runtime.webhooks.verify(forged);
    }
    expect(asked).toEqual([]);
  });
});

describe('lookups by SID and by tenant', () => {
  it('share their limit', async () => {
    const { runtime, asked, clock } = await started();
    const bySids = Array.from({ length: 50 }, (_, index) => bySid(runtime, sidOf(index)));
    const byTenants = Array.from({ length: 50 }, (_, index) => byTenant(runtime, `t-${index}`));
    await Promise.all(byTenants.slice(30));
    expect(asked).toHaveLength(80);
    await clock.advance(2000);
    await Promise.all([...bySids, ...byTenants]);
  });
});

describe('a tenant of a request', () => {
  it('is one that the application uses only once a request of it is verified', async () => {
    const { runtime, asked } = await started();
    expect(await byTenant(runtime, 'genuine', OTHER_TOKEN)).toMatchObject({
      reason: 'bad-signature',
    });
    expect(runtime.tenants.cached()).toEqual([]);
    expect(await byTenant(runtime, 'genuine')).toEqual({
      valid: true,
      account: 'tenant:genuine',
      key: 'key-1',
    });
    expect(runtime.tenants.cached()).toHaveLength(1);
    await runtime.tenants.get('genuine');
    expect(await byTenant(runtime, 'genuine')).toMatchObject({ valid: true });
    expect(asked).toEqual(['genuine']);
  });

  it('is looked up again once it was evicted, also before it was verified', async () => {
    const { runtime, asked } = await started();
    await byTenant(runtime, 'genuine', OTHER_TOKEN);
    runtime.tenants.evict('genuine');
    await byTenant(runtime, 'genuine');
    runtime.tenants.evict('genuine');
    await byTenant(runtime, 'genuine');
    expect(asked).toHaveLength(3);
  });
});
