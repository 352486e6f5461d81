import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

const DAY_MS = 86_400_000;

describe('lists', () => {
  let twilio: TwilioEmulator;
  let client: ReturnType<typeof sdk>;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({ now: () => Date.UTC(2030, 0, 10, 12) });
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    for (let day = 10; day <= 12; day += 1) {
      await client.messages.create({ to: '+15551234567', from: '+15005550010', body: `${day}` });
      await client.calls.create({ to: '+15551234567', from: '+15005550010', twiml: `<${day}/>` });
      twilio.clock.advance(DAY_MS);
    }
    // Not sent yet, and not answered: of no day.
    await client.messages.create({ to: '+15551234567', from: '+15005550010', body: 'new' });
    await client.calls.create({ to: '+15551234567', from: '+15005550010', twiml: '<new/>' });
  });
  afterAll(() => twilio.stop());

  const list = async (query: string): Promise<Record<string, unknown>[]> => {
    const { sid, authToken } = twilio.account;
    const { json } = await send(twilio, `/2010-04-01/Accounts/${sid}/${query}`, {
      authorization: basic(sid, authToken),
    });
    return Object.values(json).find((value) => Array.isArray(value)) as Record<string, unknown>[];
  };
  const bodies = async (query: string): Promise<unknown[]> =>
    (await list(`Messages.json?${query}`)).map(({ body }) => body);
  const starts = async (query: string): Promise<string[]> =>
    (await list(`Calls.json?${query}`)).map((call) => String(call['start_time']).slice(5, 7));

  it.each([
    ['DateSent=2030-01-11', ['11']],
    ['DateSent=2030-01-11T00:00:00Z', ['11']],
    ['DateSent%3C=2030-01-11', ['11', '10']],
    ['DateSent%3E=2030-01-11', ['12', '11']],
    ['DateSent%3E=2030-01-11T12:00:01Z', ['12']],
    ['DateSent%3E=2030-01-11&DateSent%3C=2030-01-11', ['11']],
    ['DateSent%3E=2031-01-01', []],
  ])('have the messages of %s', async (query, expected) => {
    expect(await bodies(query)).toEqual(expected);
  });

  it.each([
    ['StartTime=2030-01-11', ['11']],
    ['StartTime%3C=2030-01-11', ['10']],
    ['StartTime%3E=2030-01-11', ['12', '11']],
    ['EndTime=2030-01-11', ['11']],
    ['EndTime%3C=2030-01-11', ['10']],
    ['EndTime%3E=2030-01-12', ['12']],
    [`ParentCallSid=CA${'a'.repeat(32)}`, []],
  ])('have the calls of %s', async (query, expected) => {
    expect(await starts(query)).toEqual(expected);
  });

  it('take the dates that the SDK sends', async () => {
    const dateSentAfter = new Date(Date.UTC(2030, 0, 12));
    expect((await client.messages.list({ dateSentAfter })).map(({ body }) => body)).toEqual(['12']);
  });

  it('have no message of a day for one that is not sent yet', async () => {
    expect((await list('Messages.json')).map(({ date_sent }) => date_sent === null)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it.each(['DateSent=yesterday', 'DateSent%3E=2030-13-01', 'DateSent%3C=2'])(
    'refuse %s',
    async (query) => {
      const { sid, authToken } = twilio.account;
      const path = `/2010-04-01/Accounts/${sid}/Messages.json?${query}`;
      const { json } = await send(twilio, path, { authorization: basic(sid, authToken) });
      expect(json).toMatchObject({ status: 400, code: 20001 });
    },
  );
});
