import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import { OTHERS, specFolder, SYNC, type SpecFolder } from '../../test/support/spec-folder.js';
import { TwilioEmulator } from '../server/emulator.js';

const DOCUMENTS = `/v1/Services/IS${'a'.repeat(32)}/Documents`;

describe('Who may use what is answered from a specification', () => {
  let folder: SpecFolder;
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    folder = await specFolder({ 'sync.json': SYNC, 'others.json': OTHERS });
    twilio = await TwilioEmulator.start({
      specs: folder.path,
      seed: {
        accounts: [
          {
            apiKeys: [
              { type: 'standard' },
              { type: 'restricted', permissions: ['/twilio/voice/conferences/list'] },
            ],
            oauthApps: [{}],
            testCredentials: {},
            subaccounts: [{}],
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await twilio.stop();
    await folder[Symbol.asyncDispose]();
  });

  const conferences = (sid: string): string => `/2010-04-01/Accounts/${sid}/Conferences.json`;
  const codeOf = async (path: string, host: string, authorization?: string): Promise<unknown> => {
    const { json, status } = await send(twilio, path, {
      host,
      ...(authorization !== undefined && { authorization }),
    });
    return json['code'] ?? status;
  };

  it('is asked before anything else', async () => {
    const { accountSid, authToken } = twilio.account.testCredentials;
    expect(await codeOf(DOCUMENTS, 'sync.twilio.com')).toBe(20003);
    expect(await codeOf(DOCUMENTS, 'sync.twilio.com', basic(twilio.account.sid, 'x'))).toBe(20003);
    expect(await codeOf(DOCUMENTS, 'sync.twilio.com', basic(accountSid, authToken))).toBe(20008);
  });

  it('is whoever has the permission', async () => {
    const { standard, restricted } = twilio.account.apiKeys;
    const path = conferences(twilio.account.sid);
    const as = (key: { sid: string; secret: string }): Promise<unknown> =>
      codeOf(path, 'api.twilio.com', basic(key.sid, key.secret));
    expect(await as(standard)).toBe(200);
    expect(await as(restricted)).toBe(200);
    expect(twilio.requests.at(-1)?.permission).toBe('/twilio/voice/conferences/list');
    expect(twilio.requests.at(-1)?.account).toBe(twilio.account.sid);
  });

  it.each([
    ['unheard.twilio.com', '/v1/Unheard', 'It is not known which permission this request needs'],
    ['sync.twilio.com', DOCUMENTS, 'No restricted API key and no OAuth app can make this request'],
  ])(
    'is no restricted key and no OAuth app at %s, and the refusal says why',
    async (host, path, why) => {
      const { sid, secret } = twilio.account.apiKeys.restricted;
      for (const authorization of [basic(sid, secret), await bearer(twilio)]) {
        const { status, json } = await send(twilio, path, { host, authorization });
        expect(status).toBe(401);
        expect(json).toMatchObject({ code: 70051, detail: expect.stringContaining(why) });
      }
    },
  );

  it('is a parent on its subaccount in the 2010 API, and nobody on a stranger', async () => {
    const { sid, authToken, subaccounts } = twilio.account;
    const parent = basic(sid, authToken);
    const [branch] = subaccounts;
    expect(await codeOf(conferences(branch?.sid ?? ''), 'api.twilio.com', parent)).toBe(200);
    const stranger = conferences(`AC${'f'.repeat(32)}`);
    expect(await codeOf(stranger, 'api.twilio.com', parent)).toBe(20003);
  });
});
