import { describe, expect, it } from 'vitest';
import { createRuntime, type Runtime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import type { PolicyExceptionOptions } from '../../libs/twilio-auth/src/core/config/options.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { createRecordingTransport } from '../../libs/twilio-auth/src/testing/recording-transport.js';
import { TwilioRecorder } from '../../libs/twilio-auth/src/testing/twilio-recorder.js';
import { KEY_SID, load } from '#test/support/configuration.js';
import { ACCOUNT_SID, formRequest, OTHER_SID, TOKEN } from '#test/support/webhook-fixture.js';

const DAY_MS = 86_400_000;
const KEY = { method: 'api-key', keySid: KEY_SID, keySecret: 'a-secret-of-an-api-key' } as const;
const LAST_DAY = { until: '2027-01-15', reason: 'the vendor is late' };

/** Two accounts in production; `billing` breaks rules. */
async function start(exceptions: readonly PolicyExceptionOptions[], billing: object) {
  const options = {
    accountSid: ACCOUNT_SID,
    auth: KEY,
    webhook: { signingKeys: [TOKEN] },
    accounts: { billing: { accountSid: OTHER_SID, auth: KEY, ...billing } },
    policy: { exceptions },
  };
  const clock = new FakeClock(Date.UTC(2027, 0, 15, 12));
  const events: object[] = [];
  const config = await load(options, { NODE_ENV: 'production' }, { clock });
  const runtime = await createRuntime(config, {
    clock,
    emit: (name, event) => void events.push({ name, ...event }),
    transport: createRecordingTransport(new TwilioRecorder()),
  });
  const used = (rule: string): object => {
    return { name: 'policy.exception-used', account: 'billing', rule, ...LAST_DAY };
  };
  return { runtime, clock, events, used };
}

function unsigned(params: Record<string, string>) {
  const { headers, ...request } = formRequest(params);
  const { 'x-twilio-signature': _, ...others } = headers;
  return { ...request, headers: others };
}

describe('an exception from webhook-verification-off', () => {
  const rule = 'webhook-verification-off';
  const exceptions = [{ rule, account: 'billing', ...LAST_DAY }];
  const billing = { webhook: { signingKeys: [TOKEN], verify: false } };
  const receive = (runtime: Runtime, params: Record<string, string>, options?: object) =>
    runtime.webhooks.verify(unsigned(params), options);

  it('excuses the webhooks of its account and of no other, each with an event', async () => {
    const { runtime, events, used } = await start(exceptions, billing);
    events.length = 0;
    expect(receive(runtime, { AccountSid: OTHER_SID })).toMatchObject({ account: 'billing' });
    expect(events).toEqual([used(rule), expect.objectContaining({ name: 'webhook.accepted' })]);

    expect(receive(runtime, { AccountSid: ACCOUNT_SID })).toMatchObject({ valid: false });
    expect(receive(runtime, {})).toMatchObject({ valid: false });
  });

  it('excuses nobody on a route without an account, unless the request names its account', async () => {
    const { runtime } = await start(exceptions, billing);
    const open = { verify: false };
    expect(receive(runtime, { AccountSid: OTHER_SID }, open)).toMatchObject({ valid: true });
    for (const params of [{}, { AccountSid: ACCOUNT_SID }, { AccountSid: `AC${'9'.repeat(32)}` }]) {
      expect(receive(runtime, params, open)).toMatchObject({ valid: false });
    }
  });

  it('on a route of its account refuses a webhook that names another one', async () => {
    const { runtime } = await start(exceptions, billing);
    const route = { account: 'billing', verify: false };
    expect(receive(runtime, {}, route)).toMatchObject({ valid: true, account: 'billing' });
    expect(receive(runtime, { AccountSid: ACCOUNT_SID }, route)).toMatchObject({ valid: false });
  });

  it('ends with its last day while the application runs', async () => {
    const { runtime, clock, events } = await start(exceptions, billing);
    await clock.advance(DAY_MS);
    events.length = 0;
    expect(receive(runtime, { AccountSid: OTHER_SID })).toMatchObject({
      valid: false,
      reason: 'missing-signature',
    });
    expect(events).toEqual([expect.objectContaining({ name: 'webhook.rejected' })]);
  });
});

describe('an exception from auth-token', () => {
  const rule = 'auth-token';
  const exceptions = [{ rule, account: 'billing', ...LAST_DAY }];
  const billing = { auth: { method: 'auth-token', authToken: TOKEN } };
  const send = (runtime: Runtime, name: string) =>
    runtime.clients.get(name).messages.create({ to: '+15551234567', from: '+15550000000' });

  it('is an event with each call that it allows, and with no call of another account', async () => {
    const { runtime, events, used } = await start(exceptions, billing);
    events.length = 0;
    await send(runtime, 'billing');
    await send(runtime, 'default');
    await send(runtime, 'billing');
    expect(events).toEqual([used(rule), used(rule)]);
  });

  it('allows no call after its last day, while other accounts go on', async () => {
    const { runtime, clock } = await start(exceptions, billing);
    await clock.advance(DAY_MS);
    await expect(send(runtime, 'billing')).rejects.toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      reason: rule,
    });
    await expect(send(runtime, 'default')).resolves.toMatchObject({ status: 'queued' });
  });
});
