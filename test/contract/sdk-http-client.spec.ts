import { describe, expect, it } from 'vitest';
import { AC, capturedClient, SK } from './captured-client.js';

/** What core/transport/calls/sdk-contract.ts relies on. */
describe('The request that the SDK passes to its httpClient', () => {
  it('has exactly these fields', async () => {
    const opts = { accountSid: AC, logLevel: 'debug', userAgentExtensions: ['ours/1'] };
    const { client, requests } = capturedClient(SK, 'secret', opts);
    await client.messages.list({ pageSize: 5, limit: 1 }).catch(() => {});
    expect(requests).toEqual([
      {
        method: 'get',
        uri: `https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages.json`,
        username: SK,
        password: 'secret',
        authStrategy: undefined,
        headers: {
          'User-Agent': expect.stringMatching(/^twilio-node\/6\.\S+ .* ours\/1$/) as string,
          'Accept-Charset': 'utf-8',
          Accept: 'application/json',
        },
        params: { PageSize: 5 },
        data: undefined,
        timeout: undefined,
        allowRedirects: undefined,
        logLevel: 'debug',
      },
    ]);
  });

  it('has a form content type for lower-case post and put only', async () => {
    const { client, requests } = capturedClient(SK, 'secret', { accountSid: AC });
    for (const method of ['post', 'put', 'POST', 'patch', 'get']) {
      await client.request({ method, uri: 'https://api.twilio.com/x' } as never);
    }
    const form = 'application/x-www-form-urlencoded';
    const types = requests.map(({ headers }) => headers['Content-Type']);
    expect(types).toEqual([form, form, undefined, undefined, undefined]);
  });

  it('has no credential for validateSslCert()', async () => {
    const { client, requests } = capturedClient(SK, 'secret', { accountSid: AC });
    await client.validateSslCert();
    expect(requests).toEqual([{ method: 'get', uri: 'https://tls-test.twilio.com:443' }]);
  });
});

describe('The answer that the SDK gets from its httpClient', () => {
  it.each([
    ['an object', { sid: 'SM1' }],
    ['JSON text', '{"sid":"SM1"}'],
  ])('may have %s as its body', async (_, body) => {
    const { client } = capturedClient(SK, 'x', { accountSid: AC }, [{ statusCode: 200, body }]);
    expect((await client.messages('SM1').fetch()).sid).toBe('SM1');
  });

  it('makes the SDK throw a TypeError when an error has no body', async () => {
    const answer = { statusCode: 500, body: undefined };
    const { client } = capturedClient(SK, 'x', { accountSid: AC }, [answer]);
    await expect(client.messages('SM1').fetch()).rejects.toThrow(TypeError);
  });

  it('keeps the `details` of a classic error body, where we add hints', async () => {
    const body = { code: 20003, message: 'm', more_info: 'i', details: { hint: 'h' }, other: 1 };
    const { client } = capturedClient(SK, 'x', { accountSid: AC }, [{ statusCode: 401, body }]);
    const error = await client
      .messages('SM1')
      .fetch()
      .catch((e: unknown) => e);
    expect({ ...(error as object) }).toEqual({
      status: 401,
      code: 20003,
      moreInfo: 'i',
      details: { hint: 'h' },
    });
  });

  it('keeps the `detail` of an RFC 9457 body, in an exception that is not exported', async () => {
    const body = { type: 't', title: 'u', status: 404, code: 20404, detail: 'd', details: 'lost' };
    const { client } = capturedClient(SK, 'x', { accountSid: AC }, [{ statusCode: 404, body }]);
    const error = await client
      .messages('SM1')
      .fetch()
      .catch((e: unknown) => e);
    expect((error as object).constructor.name).toBe('TwilioServiceException');
    expect({ ...(error as object) }).toEqual({
      type: 't',
      title: 'u',
      status: 404,
      code: 20404,
      detail: 'd',
    });
  });
});
