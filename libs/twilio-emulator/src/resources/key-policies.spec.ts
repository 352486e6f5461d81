import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionNames } from 'twilio-permissions';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const CALLS = ['create', 'delete', 'list', 'read', 'update'].map((a) => `/twilio/voice/calls/${a}`);

describe('The policy of a restricted key', () => {
  let twilio: TwilioEmulator;
  let authorization: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    authorization = basic(twilio.account.sid, twilio.account.authToken);
  });
  afterAll(() => twilio.stop());

  const create = (allow: readonly unknown[]) =>
    send(twilio, '/v1/Keys', {
      authorization,
      form: {
        AccountSid: twilio.account.sid,
        KeyType: 'restricted',
        Policy: JSON.stringify({ allow }),
      },
    });

  // The words are those of a live account, 2026-03-27.
  it.each([
    '/twilio/fakepermission/doesnotexist',
    'twilio/messaging/messages/read',
    '/twilio/messaging/messages/Read',
    '/twilio/messaging/messages/read ',
    '/twilio/messaging/messages/read/',
    '/twilio/usage/records/read',
    '*',
    '',
  ])('is refused for %j, which is not a permission', async (name) => {
    const refused = await create(['/twilio/messaging/messages/read', name]);
    expect(refused.json).toMatchObject({
      status: 400,
      code: 70002,
      message: `assertion '${name}' is invalid`,
    });
  });

  it('is refused for values that are not names', async () => {
    for (const value of [null, 1, {}, ['/twilio/messaging/messages/read']]) {
      expect((await create([value])).status, JSON.stringify(value)).toBe(400);
    }
  });

  it('is refused with the name that was probably meant', async () => {
    const refused = await create(['/twilio/phone-numbers/incoming-phone-numbers/list']);
    expect(refused.json['detail']).toContain('/twilio/phone-numbers/active-numbers/list');
  });

  it('is refused with a wildcard, since it is not known whether Twilio accepts one', async () => {
    const refused = await create(['/twilio/voice/calls/*']);
    expect(refused.json).toMatchObject({ code: 70002 });
    expect(refused.json['detail']).toContain('one by one');
  });

  it('may have names of products whose names are not published', async () => {
    expect((await create(['/twilio/serverless/services/read'])).status).toBe(201);
  });

  it('may have 100 permissions and no more', async () => {
    const names = permissionNames();
    expect((await create(names.slice(0, 100))).status).toBe(201);
    const refused = await create(names.slice(0, 101));
    expect(refused.json).toMatchObject({ status: 400, code: 70001 });
    expect(refused.json['message']).toContain('more than 100');
  });

  it('is answered with a wildcard where it has all five actions', async () => {
    const made = await create([...CALLS, '/twilio/messaging/messages/read']);
    const policy = { allow: ['/twilio/messaging/messages/read', '/twilio/voice/calls/*'] };
    expect(made.json['policy']).toEqual(policy);
    const { sid } = made.json as { sid: string };
    expect((await send(twilio, `/v1/Keys/${sid}`, { authorization })).json['policy']).toEqual(
      policy,
    );
    const four = await create(CALLS.slice(1));
    expect(four.json['policy']).toEqual({ allow: CALLS.slice(1) });
  });

  it('is replaced as a whole by an update, and kept by one that is refused', async () => {
    const made = await create(CALLS);
    const { sid } = made.json as { sid: string };
    const update = (allow: readonly string[]) =>
      send(twilio, `/v1/Keys/${sid}`, {
        authorization,
        form: { Policy: JSON.stringify({ allow }) },
      });
    expect((await update(['/twilio/voice/calls/explode'])).json).toMatchObject({ code: 70002 });
    expect((await update(CALLS.slice(0, 1))).json['policy']).toEqual({ allow: CALLS.slice(0, 1) });
  });

  it('can be read by its key only with the permission for it', async () => {
    for (const [allow, status] of [
      [['/twilio/iam/api-keys/read'], 200],
      [['/twilio/iam/api-keys/list'], 401],
    ] as const) {
      const { sid, secret } = (await create(allow)).json as { sid: string; secret: string };
      const own = await send(twilio, `/v1/Keys/${sid}`, { authorization: basic(sid, secret) });
      expect(own.status).toBe(status);
    }
  });

  // https://www.twilio.com/docs/iam/api-keys/key-resource-v1
  it('can raise its own rights with /twilio/iam/api-keys/create', async () => {
    const made = await create(['/twilio/iam/api-keys/create']);
    const { sid, secret } = made.json as { sid: string; secret: string };
    const standard = await send(twilio, '/v1/Keys', {
      authorization: basic(sid, secret),
      form: { AccountSid: twilio.account.sid },
    });
    expect(standard.json).toMatchObject({ policy: null, secret: expect.any(String) });
  });
});
