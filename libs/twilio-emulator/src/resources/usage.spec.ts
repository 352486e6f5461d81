import { describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const DAY_MS = 86_400_000;

/** Mid-March of a year, so that no period begins or ends while the test runs. */
const NOON = Date.UTC(2026, 2, 15, 12);

describe('usage records', () => {
  it('count what was created in their period, and have its dates', async () => {
    await using twilio = await TwilioEmulator.start({ now: () => NOON });
    const { sid, authToken, phoneNumber } = twilio.account;
    const authorization = basic(sid, authToken);
    const base = `/2010-04-01/Accounts/${sid}`;
    const record = async (period: string): Promise<object> => {
      const path = `${base}/Usage/Records${period}.json?Category=sms-outbound`;
      const { json } = await send(twilio, path, { authorization });
      const [{ count, start_date, end_date }] = json['usage_records'] as [Record<string, string>];
      return { count, start_date, end_date };
    };
    const form = { To: '+15551234567', From: phoneNumber, Body: 'x' };
    await send(twilio, `${base}/Messages.json`, { authorization, form });
    twilio.clock.advance(DAY_MS);
    await send(twilio, `${base}/Messages.json`, { authorization, form });
    await send(twilio, `${base}/Messages.json`, { authorization, form });

    const day = (count: string, date: string) => ({ count, start_date: date, end_date: date });
    expect(await record('/Today')).toEqual(day('2', '2026-03-16'));
    expect(await record('/Yesterday')).toEqual(day('1', '2026-03-15'));
    const until = { count: '3', end_date: '2026-03-16' };
    expect(await record('')).toEqual({ ...until, start_date: '2026-03-15' });
    expect(await record('/ThisMonth')).toEqual({ ...until, start_date: '2026-03-01' });
    expect(await record('/Yearly')).toEqual({ ...until, start_date: '2026-01-01' });
    const lastMonth = { count: '0', start_date: '2026-02-01', end_date: '2026-02-28' };
    expect(await record('/LastMonth')).toEqual(lastMonth);
    twilio.clock.advance(31 * DAY_MS);
    expect(await record('/LastMonth')).toMatchObject({ count: '3', start_date: '2026-03-01' });
  });

  it('refuse a page token that no page has given', async () => {
    await using twilio = await TwilioEmulator.start();
    const { sid, authToken } = twilio.account;
    const path = `/2010-04-01/Accounts/${sid}/Usage/Records.json?PageToken=`;
    const authorization = basic(sid, authToken);
    const refused = await send(twilio, `${path}nonsense`, { authorization });
    expect(refused).toMatchObject({ status: 400, json: { code: 20001 } });
    expect((await send(twilio, `${path}PAcalls`, { authorization })).status).toBe(200);
  });
});
