import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionFor } from 'twilio-permissions';
import { basic, bearer, send } from '../../test/support/send.js';
import { PERMISSIONS } from '../protocol/permissions.js';
import { missingPermission } from '../protocol/twilio-error.js';
import { routes } from '../resources/routes.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('The permissions of the emulated resources', () => {
  const needed = routes
    .filter(({ access }) => access !== 'public')
    .map(({ verb, product, path }) => ({
      request: `${verb} ${product}${path}`,
      needs: permissionFor({ method: verb, host: `${product}.twilio.com`, path }),
    }));

  it('are those of the catalogue, and PERMISSIONS has all but those that raise rights', () => {
    const names = needed.flatMap(({ needs }) => (needs.kind === 'mapped' ? needs.permission : []));
    const harmless = names.filter((name) => !/^\/twilio\/iam\/(?!accounts)/.test(name));
    expect([...new Set(harmless)].toSorted()).toEqual(PERMISSIONS);
  });

  it('do not exist for some, which no restricted key and no OAuth app can use', () => {
    const without = needed.filter(({ needs }) => needs.kind !== 'mapped');
    expect(without.map(({ request, needs }) => `${request}: ${needs.kind}`)).toEqual([
      'POST api/2010-04-01/Accounts.json: unsupported',
      'POST api/2010-04-01/Accounts/{AccountSid}.json: unsupported',
      'GET api/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json: unknown',
      'DELETE api/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json: unsupported',
      'GET api/2010-04-01/Accounts/{AccountSid}/Balance.json: unknown',
      'POST iam/v1/Account/OAuthApps/{Sid}/secret: unknown',
      'POST accounts/v1/AuthTokens/Secondary: unsupported',
      'DELETE accounts/v1/AuthTokens/Secondary: unsupported',
      'POST accounts/v1/AuthTokens/Promote: unsupported',
      'POST accounts/v1/Credentials/PublicKeys: unsupported',
      'GET accounts/v1/Credentials/PublicKeys/{Sid}: unsupported',
      'POST accounts/v1/Credentials/PublicKeys/{Sid}: unsupported',
      'DELETE accounts/v1/Credentials/PublicKeys/{Sid}: unsupported',
    ]);
  });
});

describe('A missing permission', () => {
  let twilio: TwilioEmulator;
  let account: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({
      seed: {
        accounts: [
          {
            authToken: 'a'.repeat(32),
            apiKeys: [
              { type: 'restricted', permissions: ['/twilio/messaging/messages/read'] },
              { type: 'main' },
            ],
            oauthApps: [
              {
                permissions: ['/twilio/voice/calls/*', '/twilio/messaging/messages/list'],
                deniedPermissions: ['/twilio/voice/calls/delete'],
              },
            ],
          },
        ],
      },
    });
    account = `/2010-04-01/Accounts/${twilio.account.sid}`;
  });
  afterAll(() => twilio.stop());

  const withKey = () => {
    const { sid, secret } = twilio.account.apiKeys.restricted;
    return basic(sid, secret);
  };
  const messageOf = async (path: string, method = 'GET', host = 'api.twilio.com') => {
    const answer = await send(twilio, path, { method, host, authorization: withKey() });
    expect(answer.json).toMatchObject({ status: 401, code: 70051 });
    return answer.json['message'];
  };

  // The words are those of a live account, 2026-03-27.
  it('is named in the words of Twilio, without its first slash', async () => {
    expect(await messageOf(`${account}/Messages.json`)).toBe(
      'Authorization Error: required permission twilio/messaging/messages/list is missing',
    );
    expect(await messageOf('/v2/PhoneNumbers/%2B15550100', 'GET', 'lookups.twilio.com')).toBe(
      'Authorization failed: required permission twilio/lookup/phone-numbers/read is missing',
    );
  });

  it('has code 8021 at Verify', () => {
    expect(missingPermission('verify', '/twilio/verify/service/read').toJSON()).toMatchObject({
      status: 401,
      code: 8021,
      message: 'required permission twilio/verify/service/read is missing',
    });
  });

  it('is read where only list is granted, and the other way round', async () => {
    const authorization = withKey();
    const one = await send(twilio, `${account}/Messages/SM${'0'.repeat(32)}.json`, {
      authorization,
    });
    expect(one.status).toBe(404);
    expect(await messageOf(`${account}/Messages.json`)).toContain('messages/list');
    const token = await bearer(twilio);
    const list = await send(twilio, `${account}/Messages.json`, { authorization: token });
    const read = await send(twilio, `${account}/Messages/SM${'0'.repeat(32)}.json`, {
      authorization: token,
    });
    expect([list.status, read.json['message']]).toEqual([
      200,
      'Authorization Error: required permission twilio/messaging/messages/read is missing',
    ]);
  });

  it('is not one that a wildcard grants, unless it is denied', async () => {
    const authorization = await bearer(twilio);
    const path = `${account}/Calls/CA${'0'.repeat(32)}.json`;
    const [read, remove] = [
      await send(twilio, path, { authorization }),
      await send(twilio, path, { authorization, method: 'DELETE' }),
    ];
    expect([read.status, remove.status]).toEqual([404, 401]);
    expect(remove.json['message']).toContain('twilio/voice/calls/delete');
  });

  it('is not got around by an encoded path or another form of it', async () => {
    const encoded = account.replace('AC', 'A%43');
    expect(await messageOf(`${encoded}/Messages.json`)).toContain('messages/list');
    expect(await messageOf(`${account}/%4Dessages.json`)).toContain('messages/list');
    for (const path of [
      `${account}/Messages`,
      `${account}/Messages/`,
      `${account}//Messages.json`,
    ]) {
      const answer = await send(twilio, path, { authorization: withKey() });
      expect(answer.status, path).toBe(501);
    }
  });

  it('is found before the body is looked at', async () => {
    expect(await messageOf(`${account}/Messages.json`, 'POST')).toContain('messages/create');
  });

  it('has no name where no permission covers a request, or none is known', async () => {
    expect(await messageOf('/2010-04-01/Accounts.json', 'POST')).toBe('Authorization failed');
    expect(await messageOf('/v1/AuthTokens/Secondary', 'POST', 'accounts.twilio.com')).toBe(
      'Authorization failed',
    );
    expect(await messageOf(`${account}/Balance.json`)).toBe('Authorization failed');
  });
});
