import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const APPS = '/v1/Account/OAuthApps';
const LIST = '/twilio/messaging/messages/list';

describe('OAuth apps over REST', () => {
  let twilio: TwilioEmulator;
  let authorization: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    authorization = basic(twilio.account.sid, twilio.account.authToken);
  });
  afterAll(() => twilio.stop());

  const call = (method: string, path: string, fields?: unknown, as = authorization) =>
    send(twilio, path, {
      method,
      authorization: as,
      ...(fields !== undefined && {
        body: JSON.stringify(fields),
        headers: { 'content-type': 'application/json' },
      }),
    });
  const create = async (fields: unknown) => (await call('POST', APPS, fields)).json;
  const tokenOf = async ({ sid, secret }: Record<string, unknown>) =>
    send(twilio, '/v2/token', {
      form: {
        client_id: String(sid),
        client_secret: String(secret),
        grant_type: 'client_credentials',
      },
    });

  it('are created with a policy, show their secret once, and get tokens', async () => {
    const made = await create({
      type: 'Client Credential',
      friendly_name: 'Shop',
      policy: { allow: [LIST] },
      access_token_ttl: 60,
    });
    const { secret, ...shown } = made;
    expect(shown).toMatchObject({
      sid: expect.stringMatching(/^OQ[0-9a-f]{32}$/),
      friendly_name: 'Shop',
      status: 'ACTIVE',
      policy: { allow: [LIST], deny: [] },
      access_token_ttl: 60,
    });
    expect((await call('GET', `${APPS}/${String(made['sid'])}`)).json).toEqual(shown);
    const token = (await tokenOf({ ...shown, secret })).json;
    expect(token).toMatchObject({ expires_in: 60 });
    const bearer = `Bearer ${String(token['access_token'])}`;
    const account = `/2010-04-01/Accounts/${twilio.account.sid}`;
    expect((await call('GET', `${account}/Messages.json`, undefined, bearer)).status).toBe(200);
    expect((await call('GET', `${account}/Calls.json`, undefined, bearer)).json['message']).toBe(
      'Authorization Error: required permission twilio/voice/calls/list is missing',
    );
  });

  it('are refused for names that are not permissions, for wildcards, and for 101 of them', async () => {
    for (const policy of [{ allow: ['/twilio/voice/calls/*'] }, { deny: ['twilio/x/y/z'] }]) {
      expect(await create({ policy })).toMatchObject({ status: 400, code: 70002 });
    }
    for (const policy of [
      { allow: Array(101).fill(LIST) },
      { allow: LIST },
      { allow: [1] },
      [],
      { allows: [] },
    ]) {
      expect(await create({ policy })).toMatchObject({ status: 400, code: 70001 });
    }
  });

  it.each([
    [{ access_token_ttl: 59 }],
    [{ access_token_ttl: '60' }],
    [{ type: 'Public' }],
    [{ friendly_name: 1 }],
    [[]],
    ['text'],
  ])('are refused with 70001 from %j', async (fields) => {
    expect(await create(fields)).toMatchObject({ status: 400, code: 70001 });
  });

  it('say which field is not emulated', async () => {
    const answer = await create({ client_sid: `OQ${'0'.repeat(32)}` });
    expect(answer).toMatchObject({ status: 501, emulator: true });
    expect(answer['message']).toContain('"client_sid"');
  });

  it('are changed in part: what the body leaves out stays', async () => {
    const { sid } = await create({ friendly_name: 'a', policy: { allow: [LIST] } });
    const path = `${APPS}/${String(sid)}`;
    const renamed = await call('PUT', path, { friendly_name: 'b', description: null });
    expect(renamed.json).toMatchObject({ friendly_name: 'b', policy: { allow: [LIST] } });
    const denied = await call('PUT', path, { policy: { deny: [LIST] } });
    expect(denied.json).toMatchObject({ policy: { allow: [], deny: [LIST] } });
    expect((await call('PUT', path, { policy: { allow: ['*'] } })).json).toMatchObject({
      code: 70002,
    });
  });

  it('are deleted with their tokens', async () => {
    const made = await create({ policy: { allow: [LIST] } });
    const token = String((await tokenOf(made)).json['access_token']);
    const path = `${APPS}/${String(made['sid'])}`;
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    const messages = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    expect((await call('GET', messages, undefined, `Bearer ${token}`)).json['code']).toBe(20003);
    expect((await tokenOf(made)).status).toBe(401);
  });

  it('get a new secret, while the old one is valid for the grace', async () => {
    const made = await create({ policy: { allow: [LIST] } });
    const secretOf = async (grace: unknown) =>
      call('POST', `${APPS}/${String(made['sid'])}/secret`, { grace_period: grace });
    const second = await secretOf(60);
    expect(second).toMatchObject({
      status: 201,
      json: { sid: made['sid'], access_token_ttl: 3600 },
    });
    const works = async ({ secret }: Record<string, unknown>) =>
      (await tokenOf({ sid: made['sid'], secret })).status === 200;
    expect([await works(made), await works(second.json)]).toEqual([true, true]);

    // Of three secrets, the oldest ends at once.
    const third = await secretOf(60);
    expect(await Promise.all([made, second.json, third.json].map(works))).toEqual([
      false,
      true,
      true,
    ]);
    twilio.clock.advance(60_000);
    expect([await works(second.json), await works(third.json)]).toEqual([false, true]);
  });

  it('lose their tokens with a secret that is replaced without grace', async () => {
    const made = await create({ policy: { allow: [LIST] } });
    const token = `Bearer ${String((await tokenOf(made)).json['access_token'])}`;
    await call('POST', `${APPS}/${String(made['sid'])}/secret`, { grace_period: 0 });
    const messages = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    expect((await call('GET', messages, undefined, token)).json['code']).toBe(20003);
    expect((await tokenOf(made)).status).toBe(401);
  });

  it.each([{}, { grace_period: -1 }, { grace_period: 2_592_001 }, { grace_period: '60' }])(
    'keep their secret when the grace is %j',
    async (fields) => {
      const made = await create({});
      const path = `${APPS}/${String(made['sid'])}/secret`;
      expect((await call('POST', path, fields)).json).toMatchObject({ status: 400, code: 70001 });
      expect((await call('POST', path, { grace_period: 0, more: 1 })).status).toBe(501);
      expect((await tokenOf(made)).status).toBe(200);
    },
  );

  it('are not for standard keys, and for restricted keys only with the permission', async () => {
    const { standard, restricted } = twilio.account.apiKeys;
    const as = ({ sid, secret }: { sid: string; secret: string }) =>
      call('POST', APPS, {}, basic(sid, secret));
    expect((await as(standard)).json).toMatchObject({ code: 20003 });
    expect((await as(restricted)).json['message']).toBe(
      'Authorization failed: required permission twilio/iam/account-oauth-apps/create is missing',
    );
  });
});
