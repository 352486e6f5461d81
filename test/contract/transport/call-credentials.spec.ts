import { describe, expect, it } from 'vitest';
import { clientOn } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { rejectionOf } from '#test/support/thrown.js';
import { AUTHORIZATION, request, useLoopback } from './loopback.js';

describe('the credential of a request', () => {
  const loopback = useLoopback();

  it('is the credential of its client, whatever headers the caller sets', async () => {
    const { server, credential, open } = loopback;
    const headers = { Authorization: 'Basic other', authorization: 'Bearer other', Host: 'evil' };
    await request(open(), credential, { headers });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: AUTHORIZATION,
      host: 'api.twilio.com',
    });
  });

  it('is not sent with a request without our strategy', async () => {
    const { server, credential, open } = loopback;
    await clientOn(open(), credential).validateSslCert();
    await request(open(), undefined, { headers: { Authorization: 'Basic other' } });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
    ]);
    expect(credential.reads).toBe(0);
  });

  it.each([
    ['a user name and password', { username: 'SKother', password: 'other' }],
    ['a password alone', { password: 'other' }],
    ['a strategy of its own', { authStrategy: { getAuthString: () => 'Basic other' } }],
    ['a password in the URL', { uri: 'https://u:p@api.twilio.com/x' }],
  ])('may not be %s of the call', async (_, opts) => {
    const { server, credential, open } = loopback;
    expect(await rejectionOf(request(open(), credential, opts))).toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      reason: 'per-call-credentials',
    });
    expect(server.requests).toEqual([]);
    expect(credential.reads).toBe(0);
  });

  it('is not sent with a strategy that requires no authentication', async () => {
    const { server, open } = loopback;
    await request(open(), undefined, { authStrategy: { requiresAuthentication: () => false } });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is not read when the request is not allowed', async () => {
    const { server, credential, open } = loopback;
    credential.assertAllowed = () => {
      throw new Error('not allowed');
    };
    await expect(request(open(), credential)).rejects.toThrow('not allowed');
    expect(credential.reads).toBe(0);
    expect(server.requests).toEqual([]);
  });

  it('rejects a list and a fetch that are not allowed, instead of hanging', async () => {
    const { credential, open } = loopback;
    credential.assertAllowed = () => {
      throw new Error('not allowed');
    };
    const client = clientOn(open(), credential);
    await expect(client.messages.list()).rejects.toThrow('not allowed');
    await expect(client.messages('SM1').fetch()).rejects.toThrow('not allowed');
  });

  it('gets method, host, path and data of a request, but not its query', async () => {
    const { credential, open } = loopback;
    const uri = 'https://iam.twilio.com/v1/Keys?x=1';
    await request(open(), credential, { method: 'post', uri, data: { KeyType: 'restricted' } });
    expect(credential.checked).toEqual([
      {
        method: 'POST',
        host: 'iam.twilio.com',
        path: '/v1/Keys',
        data: { KeyType: 'restricted' },
      },
    ]);
  });
});

describe('a 401', () => {
  const loopback = useLoopback();
  const rejection = { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };

  it('makes the call repeat once when a new credential is ready', async () => {
    const { server, open } = loopback;
    server.answer(rejection, { status: 201, body: { sid: 'SM1' } });
    const credential = new TestCredential('Bearer old', 'Bearer new');
    const opts = { method: 'post', data: { Body: 'x' } };
    expect(await request(open(), credential, opts)).toMatchObject({ statusCode: 201 });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
    expect(server.requests[1]?.body).toBe('Body=x');
  });

  it('is the answer when there is no other credential', async () => {
    const { server, credential, open } = loopback;
    server.answer(rejection);
    expect(await request(open(), credential)).toMatchObject({ statusCode: 401 });
    expect(server.requests).toHaveLength(1);
    expect(credential.rejections).toEqual([AUTHORIZATION]);
  });

  it('is the answer when the repeat is rejected too', async () => {
    const { server, open } = loopback;
    server.answer(rejection);
    const credential = new TestCredential('Bearer old', 'Bearer new', 'Bearer newest');
    expect(await request(open(), credential)).toMatchObject({
      statusCode: 401,
      body: rejection.body,
    });
    expect(server.requests).toHaveLength(2);
    expect(credential.rejections).toEqual(['Bearer old']);
  });

  it.each([
    ['by its code', { code: 70051, message: 'Authorization failed' }],
    [
      'by its message',
      { code: 20003, message: 'required permission twilio/messaging/messages/list is missing' },
    ],
  ])(
    'for a missing permission is the answer, %s: a new credential would not help',
    async (_, body) => {
      const { server, open } = loopback;
      server.answer({ status: 401, body });
      const credential = new TestCredential('Bearer old', 'Bearer new');
      expect(await request(open(), credential)).toMatchObject({ statusCode: 401 });
      expect(credential.rejections).toEqual([]);
    },
  );

  it('is the only status that does so', async () => {
    const { server, open } = loopback;
    server.answer({ status: 403, body: rejection.body });
    const credential = new TestCredential('Bearer old', 'Bearer new');
    expect(await request(open(), credential)).toMatchObject({ statusCode: 403 });
    expect(credential.rejections).toEqual([]);
  });
});
