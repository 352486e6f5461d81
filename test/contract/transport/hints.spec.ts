import { describe, expect, it } from 'vitest';
import { clientOn } from '#test/support/sdk-pair.js';
import { failure, useLoopback } from './loopback.js';

describe('the advice of a credential', () => {
  const loopback = useLoopback();
  const advice = 'Use a main API key.';

  async function refusal(status: number, body: object): Promise<Record<string, unknown>> {
    const { server, credential, open } = loopback;
    credential.advice = advice;
    server.answer({ status, body });
    return failure(clientOn(open(), credential).messages('SM1').fetch());
  }

  it('reaches the caller in `details.hint` of the exception, and changes nothing else', async () => {
    const body = { code: 20003, message: 'Authenticate', more_info: 'https://x', status: 401 };
    expect(await refusal(401, body)).toMatchObject({
      status: 401,
      code: 20003,
      message: 'Authenticate',
      moreInfo: 'https://x',
      details: { hint: advice },
    });
  });

  it('joins details that are there', async () => {
    const body = { code: 70051, message: 'No', status: 403, details: { a: 1 } };
    expect(await refusal(403, body)).toMatchObject({ details: { a: 1, hint: advice } });
  });

  it.each(['text', ['a', 'list']])('leaves details alone that are %j', async (details) => {
    const body = { code: 70051, message: 'No', status: 403, details };
    expect(await refusal(403, body)).toMatchObject({ details });
  });

  it('follows the detail of an RFC 9457 body', async () => {
    const body = { type: 'x', title: 'y', status: 403, code: 70051, detail: 'Not allowed.' };
    expect(await refusal(403, body)).toMatchObject({ detail: `Not allowed. ${advice}` });
    const { detail: _, ...bare } = body;
    expect(await refusal(403, bare)).toMatchObject({ detail: advice });
  });

  it('never touches an answer that is no error, or no object', async () => {
    const { server, credential, open } = loopback;
    credential.advice = advice;
    server.answer({ status: 200, body: { sid: 'SM1' } }, { status: 403, body: '<html>' });
    const httpClient = open().httpClient();
    const opts = { method: 'get', uri: 'https://api.twilio.com/x' };
    expect((await httpClient.request(opts)).body).toEqual({ sid: 'SM1' });
    expect((await httpClient.request(opts)).body).toBe('<html>');
  });
});
