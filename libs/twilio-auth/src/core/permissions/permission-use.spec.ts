import { permissionNames, unsupportedProducts } from 'twilio-permissions';
import { describe, expect, it } from 'vitest';
import type { Account } from '../accounts/account.js';
import { PermissionUse } from './permission-use.js';
import { policyOf } from './permission-policy.js';
import { requestName } from './request-name.js';

const SID = `AC${'1'.repeat(32)}`;
const account = { name: 'default', accountSid: SID } as Account;
const V2010 = `/2010-04-01/Accounts/${SID}`;
const get = (host: string, path: string) => ({ method: 'GET', host, path });

describe('PermissionUse', () => {
  it('keeps no more for many calls than for few, whatever their paths are', () => {
    const use = new PermissionUse();
    for (let call = 0; call < 20_000; call += 1) {
      const sid = `SM${call.toString(16).padStart(32, '0')}`;
      use.note(account, get('api.twilio.com', `${V2010}/Messages/${sid}.json`), 'request');
      use.note(account, get('api.twilio.com', `${V2010}/Unknown/${call}/${sid}`), 'request');
      use.note(
        { ...account, name: `tenant:${call}` },
        get('x.twilio.com', `/v1/T${'x'.repeat(call % 300)}`),
        'request',
      );
    }
    const used = use.of('default');
    expect(used.permissions).toEqual(['/twilio/messaging/messages/read']);
    expect(used.unknown).toEqual(['GET api.twilio.com/2010-04-01/Accounts/…/Unknown/…/…']);
    expect(used.truncated).toBe(false);
    expect(use.of('tenant:*').unknown.length).toBe(100);
    expect(use.of('tenant:*').truncated).toBe(true);
  });

  it('lists calls to products without permissions once, with the reason', () => {
    const [product] = unsupportedProducts();
    if (product === undefined) throw new Error('the catalogue has none');
    const { host, path, reason } = product;
    const use = new PermissionUse();
    for (let call = 0; call < 2; call += 1)
      use.note(account, get(host, `${path}/Things`), 'request');
    expect(use.of('default')).toMatchObject({
      permissions: [],
      unsupported: [{ request: `GET ${host}${path}/Things`, reason }],
      unknown: [],
    });
  });

  it('understands encoded SIDs, queries, and methods in any case', () => {
    const use = new PermissionUse();
    const encoded = V2010.replace('AC1', 'A%431');
    const path = `${encoded}/Messages.json?To=%2B1`;
    use.note(account, { method: 'post', host: 'api.twilio.com', path }, 'request');
    expect(use.of('default')).toMatchObject({
      permissions: ['/twilio/messaging/messages/create'],
      unsupported: [],
      unknown: [],
    });
  });

  it('tells calls apart that have the same path, by account and by scope', () => {
    const use = new PermissionUse();
    const own = get('api.twilio.com', `${V2010}/Messages.json`);
    const tenant = { ...account, name: 'tenant:a' };
    use.note({ ...tenant, accountSid: `AC${'2'.repeat(32)}` }, own, 'request');
    expect(use.of('tenant:*')).toMatchObject({ permissions: [], unsupported: [{}] });
    use.note(tenant, own, 'request');
    expect(use.of('tenant:*').permissions).toEqual(['/twilio/messaging/messages/list']);
    use.note(account, own, 'probe');
    use.note(account, own, 'subaccount');
    expect(use.of('default').permissions).toEqual([]);
    use.note(account, own, 'request');
    expect(use.of('default').permissions).toEqual(['/twilio/messaging/messages/list']);
  });

  it('counts every call, also of what is looked up already and of what is no longer remembered', () => {
    const use = new PermissionUse();
    const messages = get('api.twilio.com', `${V2010}/Messages.json`);
    const list = '/twilio/messaging/messages/list';
    for (let call = 0; call < 3; call += 1) use.note(account, messages, 'request');
    expect(use.calls()).toEqual([{ account: 'default', permission: list, calls: 3 }]);
    for (let call = 0; call < 1_000; call += 1)
      use.note(account, get('x.twilio.com', `/v1/T${call}`), 'request');
    use.note(account, messages, 'request');
    use.note(account, messages, 'probe');
    use.note({ ...account, name: 'tenant:a' }, messages, 'subaccount');
    expect(use.calls()).toEqual([
      { account: 'default', permission: list, calls: 4 },
      { account: 'default', permission: 'unknown', calls: 1_000 },
      { account: 'tenant:*', permission: 'unsupported', calls: 1 },
    ]);
    expect(use.calls()).toEqual(use.calls());
  });

  it('returns lists of its own, which later calls do not change', () => {
    const use = new PermissionUse();
    const before = use.of('default');
    use.note(account, get('api.twilio.com', `${V2010}/Messages.json`), 'request');
    expect(before.permissions).toEqual([]);
  });
});

describe('The kind of a request', () => {
  it.each([
    ['lookups.twilio.com', '/v2/PhoneNumbers/%2B15551234567?Fields=x', '/v2/PhoneNumbers/…'],
    [
      'verify.twilio.com',
      `/v2/Services/VA${'a'.repeat(32)}/Entities/alice`,
      '/v2/Services/…/Entities/…',
    ],
    [
      'api.twilio.com',
      `${V2010}/Messages/SM%31/Media.json`,
      '/2010-04-01/Accounts/…/Messages/…/Media.json',
    ],
    ['iam.twilio.com', '/scim/ada@example.com#x', '/scim/…'],
    ['conversations.twilio.com', '/v1/Users/Alice', '/v1/Users/…'],
    ['sync.twilio.com', '/v1/Services/Shop/Documents/OfAlice', '/v1/Services/…/Documents/…'],
  ])('has no value of the path: %s%s', (host, path, kept) => {
    expect(requestName({ method: 'get', host, path })).toBe(`GET ${host}${kept}`);
  });

  it('has a limited length', () => {
    const path = `/v1${'/Word'.repeat(100)}`;
    expect(requestName(get('x.twilio.com', path))).toHaveLength(201);
  });
});

describe('A policy', () => {
  const names = permissionNames();

  it('has 100 permissions at most, however they are written', () => {
    expect(policyOf(names.slice(0, 100).toReversed(), 'default').allow).toEqual(
      names.slice(0, 100),
    );
    const calls = ['/twilio/voice/calls/*', ...names.filter((name) => !name.includes('/calls/'))];
    for (const many of [names.slice(0, 101), calls.slice(0, 97)]) {
      expect(() => policyOf(many, 'default')).toThrow(
        expect.objectContaining({ code: 'TWILIO_AUTH_CAPABILITY', reason: 'too-many-permissions' }),
      );
    }
  });

  it('has the five permissions of a wildcard by name, which Twilio accepts for certain', () => {
    const five = names.filter((name) => name.startsWith('/twilio/voice/calls/'));
    expect(policyOf(['/twilio/voice/calls/*'], 'default').allow).toEqual(five);
  });
});
