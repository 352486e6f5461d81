import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const IRISH_TOKEN = '0123456789abcdef0123456789abcdef';
const IRELAND = 'api.dublin.ie1.twilio.com';

describe('what a credential sees', () => {
  let twilio: TwilioEmulator;
  let account: string;
  let american: string;
  let irish: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({
      seed: {
        accounts: [
          {
            regionalAuthTokens: { ie1: IRISH_TOKEN },
            apiKeys: [
              { type: 'main' },
              { type: 'standard', region: 'ie1' },
              {
                type: 'restricted',
                permissions: ['/twilio/iam/accounts/list', '/twilio/iam/accounts/read'],
              },
            ],
            oauthApps: [{}],
            phoneNumbers: [{ phoneNumber: '+15005550010' }],
            subaccounts: [{ friendlyName: 'child' }],
          },
        ],
      },
    });
    const { sid, authToken } = twilio.account;
    account = `/2010-04-01/Accounts/${sid}`;
    american = basic(sid, authToken);
    irish = basic(sid, IRISH_TOKEN);
  });
  afterAll(() => twilio.stop());

  it('is the Auth Token of its own Region, never that of another one', async () => {
    const at = async (host: string, authorization: string) =>
      (await send(twilio, `${account}.json`, { host, authorization })).json['auth_token'];
    expect(await at(IRELAND, irish)).toBe(IRISH_TOKEN);
    expect(await at('api.twilio.com', american)).toBe(twilio.account.authToken);
  });

  it('is no key of another Region, which it cannot delete either', async () => {
    const { sid } = twilio.account.apiKeys.standard;
    const one = `${account}/Keys/${sid}.json`;
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { json } = await send(twilio, one, { method, authorization: american });
      expect(json, method).toMatchObject({ status: 404, code: 20404 });
    }
    const iam = await send(twilio, `/v1/Keys/${sid}`, {
      method: 'DELETE',
      authorization: american,
    });
    expect(iam.status).toBe(404);
    const listed = async (host: string, authorization: string) => {
      const { json } = await send(twilio, `${account}/Keys.json`, { host, authorization });
      return (json['keys'] as { sid: string }[]).map((key) => key.sid);
    };
    expect(await listed('api.twilio.com', american)).not.toContain(sid);
    expect(await listed(IRELAND, irish)).toEqual([sid]);
  });

  it.each([
    ['Messages', { To: '+15551234567', From: '+15005550010', Body: 'x' }],
    ['Calls', { To: '+15551234567', From: '+15005550010', Twiml: '<Response/>' }],
  ])('is no data of another Region: %s', async (resource, form) => {
    const all = `${account}/${resource}.json`;
    const ireland = { host: IRELAND, authorization: irish };
    const { json } = await send(twilio, all, { ...ireland, form });
    const one = String(json['uri']);
    expect((await send(twilio, one, ireland)).status).toBe(200);
    const elsewhere = { host: 'api.twilio.com', authorization: american };
    expect((await send(twilio, one, elsewhere)).status).toBe(404);
    expect((await send(twilio, one, { ...elsewhere, method: 'DELETE' })).status).toBe(404);
    const list = await send(twilio, all, elsewhere);
    expect(list.json[resource.toLowerCase()]).toEqual([]);
    const usage = await send(twilio, `${account}/Usage/Records.json`, elsewhere);
    const counts = (usage.json['usage_records'] as { category: string; count: string }[])
      .filter(({ category }) => category !== 'phonenumbers')
      .map(({ count }) => count);
    expect(new Set(counts)).toEqual(new Set(['0']));
  });

  it.each(['verify.dublin.ie1.twilio.com/v2', 'messaging.dublin.ie1.twilio.com/v1'])(
    'is no service of another Region: %s',
    async (where) => {
      const [host = '', version = ''] = where.split('/');
      const path = `/${version}/Services`;
      const form = { FriendlyName: 'Shop' };
      const { json } = await send(twilio, path, { host, authorization: irish, form });
      const elsewhere = { host: host.replace('.dublin.ie1', ''), authorization: american };
      const one = await send(twilio, `${path}/${String(json['sid'])}`, elsewhere);
      expect(one.status).toBe(404);
      expect((await send(twilio, path, elsewhere)).json['services']).toEqual([]);
    },
  );

  it('is neither an Auth Token nor a subaccount for a restricted key and an OAuth app', async () => {
    const { restricted, main } = twilio.account.apiKeys;
    const seenBy = async (authorization: string) => {
      const { json } = await send(twilio, '/2010-04-01/Accounts.json', { authorization });
      return (json['accounts'] as Record<string, unknown>[]).map(
        ({ friendly_name, auth_token }) => [friendly_name, typeof auth_token],
      );
    };
    const own = [['Account', 'undefined']];
    expect(await seenBy(basic(restricted.sid, restricted.secret))).toEqual(own);
    expect(await seenBy(await bearer(twilio))).toEqual(own);
    const all = [
      ['Account', 'string'],
      ['child', 'string'],
    ];
    expect(await seenBy(american)).toEqual(all);
    expect(await seenBy(basic(main.sid, main.secret))).toEqual(all);
  });
});
