import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const IRISH_TOKEN = '0123456789abcdef0123456789abcdef';
const IRELAND = 'api.dublin.ie1.twilio.com';

// https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials
describe('credentials of a Region', () => {
  let twilio: TwilioEmulator;
  let path: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({
      seed: {
        accounts: [
          {
            regionalAuthTokens: { ie1: IRISH_TOKEN },
            apiKeys: [{ type: 'standard', region: 'ie1' }],
            oauthApps: [{}],
          },
        ],
      },
    });
    path = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
  });
  afterAll(() => twilio.stop());

  const statusAt = async (host: string, authorization: string): Promise<number> =>
    (await send(twilio, path, { host, authorization })).status;

  it('work only in their Region', async () => {
    const { sid, authToken, apiKeys } = twilio.account;
    const key = basic(apiKeys.standard.sid, apiKeys.standard.secret);
    expect(await statusAt(IRELAND, basic(sid, IRISH_TOKEN))).toBe(200);
    expect(await statusAt(IRELAND, key)).toBe(200);
    expect(await statusAt(IRELAND, basic(sid, authToken))).toBe(401);
    expect(await statusAt('api.twilio.com', basic(sid, IRISH_TOKEN))).toBe(401);
    expect(await statusAt('api.twilio.com', key)).toBe(401);
  });

  it('do not exist for OAuth, which is for us1 only', async () => {
    const authorization = await bearer(twilio);
    expect(await statusAt('api.twilio.com', authorization)).toBe(200);
    expect(await statusAt(IRELAND, authorization)).toBe(401);
    const form = { grant_type: 'client_credentials' };
    const refused = await send(twilio, '/v2/token', { host: 'oauth.dublin.ie1.twilio.com', form });
    expect(refused.json['message']).toContain('us1');
  });
});
