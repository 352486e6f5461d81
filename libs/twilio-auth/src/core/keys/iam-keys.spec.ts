import { describe, expect, it } from 'vitest';
import { rejectionOf } from '#test/support/thrown.js';
import { IamKeys } from './iam-keys.js';

/** The keys of an account whose answers are these. */
function answering(v1: object): IamKeys {
  return new IamKeys({ accountSid: 'AC1', iam: { v1 } } as never);
}

const failing = (status: number) => async (): Promise<never> => {
  throw Object.assign(new Error('Twilio'), { status });
};

describe('The keys of an account', () => {
  it.each([
    [['rest_api', 'signing', 'manage_keys'], 'main'],
    [['rest_api', 'signing', 'manage_accounts'], 'main'],
    [['rest_api', 'signing'], 'standard'],
    [['rest_api'], 'restricted'],
    [['rest_api', 'signing', 'restricted'], 'restricted'],
    [null, 'restricted'],
  ])('with the flags %j is of the type %s, and may have no name', async (flags, keyType) => {
    const key = { sid: 'SK1', friendlyName: null, dateCreated: 1, dateUpdated: 2, flags };
    const keys = answering({ getApiKeys: { list: async () => [key] } });
    expect(await keys.list()).toEqual([
      { keySid: 'SK1', friendlyName: '', keyType, createdAt: 1, updatedAt: 2 },
    ]);
  });

  it.each([
    [{ allow: ['/twilio/messaging/messages/read'] }, ['/twilio/messaging/messages/read']],
    [{}, []],
    [null, undefined],
  ])('with the policy %j have the permissions %j', async (policy, permissions) => {
    const key = { friendlyName: 'orders', policy };
    const keys = answering({ apiKey: () => ({ fetch: async () => key }) });
    expect(await keys.fetch('SK1')).toEqual({ friendlyName: 'orders', permissions });
  });

  it('may be gone already, which no other error means', async () => {
    const gone = answering({ apiKey: () => ({ fetch: failing(404), remove: failing(404) }) });
    expect(await gone.nameIfAny('SK1')).toBeUndefined();
    await gone.removeIfAny('SK1');
    const refused = answering({ apiKey: () => ({ fetch: failing(401), remove: failing(401) }) });
    expect(await rejectionOf(refused.nameIfAny('SK1'))).toMatchObject({ status: 401 });
    expect(await rejectionOf(refused.removeIfAny('SK1'))).toMatchObject({ status: 401 });
  });
});
