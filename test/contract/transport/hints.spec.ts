import { describe, expect, it } from 'vitest';
import { clientOn } from '#test/support/sdk-pair.js';
import { rejectionOf } from '#test/support/thrown.js';
import { useLoopback } from './loopback.js';

describe('the hint of a credential', () => {
  const loopback = useLoopback();
  const hint = 'Use a main API key.';

  async function refusal(status: number, body: object): Promise<Record<string, unknown>> {
    const { server, credential, open } = loopback;
    credential.hintText = hint;
    server.answer({ status, body });
    return rejectionOf(clientOn(open(), credential).messages('SM1').fetch());
  }

  it('is in `details.hint` of the exception, and nothing else changes', async () => {
    const body = { code: 20003, message: 'Authenticate', more_info: 'https://x', status: 401 };
    expect(await refusal(401, body)).toMatchObject({
      status: 401,
      code: 20003,
      message: 'Authenticate',
      moreInfo: 'https://x',
      details: { hint },
    });
  });

  it('is added to existing details', async () => {
    const body = { code: 70051, message: 'No', status: 403, details: { a: 1 } };
    expect(await refusal(403, body)).toMatchObject({ details: { a: 1, hint } });
  });

  it.each(['text', ['a', 'list']])('is not added to details that are %j', async (details) => {
    const body = { code: 70051, message: 'No', status: 403, details };
    expect(await refusal(403, body)).toMatchObject({ details });
  });

  it('is appended to the detail of an RFC 9457 body', async () => {
    const body = { type: 'x', title: 'y', status: 403, code: 70051, detail: 'Not allowed.' };
    expect(await refusal(403, body)).toMatchObject({ detail: `Not allowed. ${hint}` });
    const { detail: _, ...bare } = body;
    expect(await refusal(403, bare)).toMatchObject({ detail: hint });
  });

  it('is not added to an answer that is not an error or not an object', async () => {
    const { server, credential, open } = loopback;
    credential.hintText = hint;
    server.answer({ status: 200, body: { sid: 'SM1' } }, { status: 403, body: '<html>' });
    const httpClient = open().httpClient();
    const opts = { method: 'get', uri: 'https://api.twilio.com/x' };
    expect((await httpClient.request(opts)).body).toEqual({ sid: 'SM1' });
    expect((await httpClient.request(opts)).body).toBe('<html>');
  });
});
