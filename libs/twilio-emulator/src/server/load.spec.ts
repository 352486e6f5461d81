import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from './emulator.js';

describe('The emulator under load', () => {
  let twilio: TwilioEmulator;
  let path: string;
  let authorization: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    const { sid, authToken } = twilio.account;
    path = `/2010-04-01/Accounts/${sid}/Messages.json`;
    authorization = basic(sid, authToken);
  });
  afterAll(() => twilio.stop());

  it('answers 1,000 requests on as many connections', async () => {
    const sent = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        send(twilio, path, {
          authorization,
          form: { To: '+15551234567', From: '+15005550010', Body: String(index) },
        }),
      ),
    );
    expect(sent.every(({ status }) => status === 201)).toBe(true);
    const sids = new Set(sent.map(({ json }) => json['sid']));
    expect(sids.size).toBe(1_000);
    const { json } = await send(twilio, `${path}?PageSize=1000`, { authorization });
    expect(json['messages']).toHaveLength(1_000);
  });

  it('answers a body of 10 MB with 413 in the format of Twilio, and keeps working', async () => {
    const refused = await send(twilio, path, {
      authorization,
      form: { To: '+15551234567', Body: 'x'.repeat(10 * 1024 * 1024) },
    });
    expect(refused.json).toMatchObject({ status: 413, code: 20413 });
    expect((await send(twilio, path, { authorization })).status).toBe(200);
  });

  it.each([
    ['with a broken escape', '%zz', 400],
    ['of extreme length', 'a'.repeat(2_000), 414],
  ])('answers a path %s in the format of Twilio', async (_title, segment, status) => {
    const answer = await send(twilio, `/2010-04-01/Accounts/${segment}.json`, { authorization });
    expect(answer.json).toMatchObject({ status, code: 20_000 + status });
  });
});
