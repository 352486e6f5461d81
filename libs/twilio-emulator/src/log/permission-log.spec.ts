import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import type { Credential } from '../auth/credential.js';
import { TwilioEmulator } from '../server/emulator.js';
import { PermissionLog, withoutIds } from './permission-log.js';

describe('The permissions used', () => {
  let twilio: TwilioEmulator;
  let account: string;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start();
    account = `/2010-04-01/Accounts/${twilio.account.sid}`;
  });
  afterEach(() => twilio.stop());

  const withKey = (type: 'main' | 'standard' | 'restricted') => {
    const { sid, secret } = twilio.account.apiKeys[type];
    return { sid, authorization: basic(sid, secret) };
  };

  it('are noted for each credential, whatever its kind', async () => {
    const standard = withKey('standard');
    const form = { To: '+15551234567', From: '+15005550010', Body: 'x' };
    await send(twilio, `${account}/Messages.json`, { ...standard, form });
    await send(twilio, `${account}/Messages.json?PageSize=1`, standard);
    await send(twilio, `${account}/Calls.json`, { authorization: await bearer(twilio) });
    expect(twilio.permissions.used()).toEqual([
      {
        credential: { kind: 'api-key', sid: standard.sid },
        account: twilio.account.sid,
        permissions: ['/twilio/messaging/messages/create', '/twilio/messaging/messages/list'],
        missing: [],
        unsupported: [],
        unknown: [],
        dropped: 0,
      },
      expect.objectContaining({
        credential: { kind: 'oauth', sid: twilio.account.oauthApp.clientId },
        permissions: ['/twilio/voice/calls/list'],
      }),
    ]);
    expect(twilio.requests.map(({ permission }) => permission)).toEqual([
      '/twilio/messaging/messages/create',
      '/twilio/messaging/messages/list',
      undefined,
      '/twilio/voice/calls/list',
    ]);
  });

  it('include those that are missing, also after a refusal', async () => {
    const restricted = withKey('restricted');
    await send(twilio, `${account}/Messages.json`, restricted);
    await send(twilio, `${account}/Calls.json`, restricted);
    expect(twilio.permissions.used()).toMatchObject([
      {
        permissions: ['/twilio/messaging/messages/list', '/twilio/voice/calls/list'],
        missing: ['/twilio/voice/calls/list'],
      },
    ]);
  });

  it('come with the requests that no restricted key can make, and those that are not known', async () => {
    const main = withKey('main');
    const accounts = { ...main, host: 'accounts.twilio.com', method: 'POST' };
    await send(twilio, '/v1/AuthTokens/Secondary', accounts);
    await send(twilio, `${account}/Balance.json`, main);
    expect(twilio.permissions.used()).toMatchObject([
      {
        permissions: [],
        unsupported: ['POST accounts.twilio.com/v1/AuthTokens/Secondary'],
        unknown: ['GET api.twilio.com/2010-04-01/Accounts/{AccountSid}/Balance.json'],
      },
    ]);
  });

  it('include requests that are answered with 501, if the credential is right', async () => {
    const main = withKey('main');
    const path = `/v2/Flows/FW${'0'.repeat(32)}/Executions`;
    const studio = { host: 'studio.twilio.com', method: 'POST' };
    const answer = await send(twilio, path, { ...studio, authorization: main.authorization });
    await send(twilio, path, { ...studio, authorization: basic(main.sid, 'wrong') });
    await send(twilio, path, studio);
    await send(twilio, `/v1/Services/IS${'0'.repeat(32)}`, { ...main, host: 'sync.twilio.com' });
    expect(answer.status).toBe(501);
    expect(twilio.permissions.used()).toMatchObject([
      {
        credential: { sid: main.sid },
        permissions: ['/twilio/studio/executions/create'],
        missing: [],
        unsupported: ['GET sync.twilio.com/v1/Services/{}'],
      },
    ]);
  });

  it('do not include what a wrong credential asked for', async () => {
    const { sid } = twilio.account;
    await send(twilio, `${account}/Messages.json`, { authorization: basic(sid, 'wrong') });
    await send(twilio, `${account}/Messages.json`);
    expect(twilio.permissions.used()).toEqual([]);
  });

  it('are shown and cleared by the control routes, without secrets', async () => {
    const main = withKey('main');
    await send(twilio, `${account}/Messages.json`, main);
    const shown = await send(twilio, '/__emulator/permissions');
    expect(shown.json).toEqual({ used: twilio.permissions.used() });
    expect(shown.json['used']).toHaveLength(1);
    expect(shown.text).not.toContain(twilio.account.apiKeys.main.secret);
    expect((await send(twilio, '/__emulator/permissions', { method: 'DELETE' })).status).toBe(204);
    expect((await send(twilio, '/__emulator/permissions')).json).toEqual({ used: [] });
  });
});

describe('The permission log', () => {
  const key = (sid: string): Credential =>
    ({ kind: 'api-key', account: { sid: 'AC1' }, key: { sid } }) as Credential;

  it('stays small: a million calls, and calls to ever new paths', () => {
    const log = new PermissionLog();
    const permission = '/twilio/messaging/messages/list';
    const mapped = { kind: 'mapped', permission, evidence: 'live' } as const;
    for (let call = 0; call < 1_000_000; call += 1) log.note(key('SK1'), mapped, 'GET x', false);
    for (let call = 0; call < 1000; call += 1) {
      log.note(key('SK1'), { kind: 'unknown' }, `GET x/${call}`, false);
      log.note(key('SK1'), { kind: 'unknown' }, 'GET x/0', false);
    }
    expect(log.used()).toMatchObject([{ permissions: [permission], dropped: 800 }]);
    expect(log.used()[0]?.unknown).toHaveLength(200);
  });

  it('forgets the oldest of more than a thousand credentials', () => {
    const log = new PermissionLog();
    for (let at = 0; at < 1001; at += 1) log.note(key(`SK${at}`), { kind: 'unknown' }, 'x', false);
    expect(log.used()).toHaveLength(1000);
    expect(log.used()[0]?.credential.sid).toBe('SK1');
  });

  it('has paths without ids, numbers and addresses', () => {
    expect(withoutIds(`/2010-04-01/Accounts/AC${'0'.repeat(32)}/Things.json`)).toBe(
      '/2010-04-01/Accounts/{}/Things.json',
    );
    expect(withoutIds('/v2/PhoneNumbers/%2B15550100/a@example.com/v1')).toBe(
      '/v2/PhoneNumbers/{}/{}/v1',
    );
  });
});
