import { describe, expect, it } from 'vitest';
import { clientOn } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { rejectionOf } from '#test/support/thrown.js';
import { AUTHORIZATION, SECRET, request, useLoopback } from './loopback.js';

describe('an error that quotes the request', () => {
  const loopback = useLoopback();
  const encoded = AUTHORIZATION.replace('Basic ', '');

  it.each([
    [
      'the header as it was sent',
      `Authorization: ${AUTHORIZATION}`,
      'Authorization: Basic [secret]',
    ],
    ['the header in a URL', `auth=${encodeURIComponent(AUTHORIZATION)}`, 'auth=Basic%20[secret]'],
    ['the secret of the key', `SKkey:${SECRET}`, 'SKkey:[secret]'],
  ])('does not show %s', async (_, quoted, shown) => {
    const { server, credential, open } = loopback;
    server.answer({ status: 400, body: { code: 20001, message: `Bad: ${quoted}`, status: 400 } });
    const error = await rejectionOf(clientOn(open(), credential).messages.list());
    expect(error).toMatchObject({ message: `Bad: ${shown}`, code: 20001 });
  });

  it('does not show a token', async () => {
    const { server, open } = loopback;
    const token = 'eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl';
    server.answer({ status: 403, body: `<p>Bearer ${token}</p>` });
    const answer = await request(open(), new TestCredential(`Bearer ${token}`));
    expect(answer.body).toBe('<p>Bearer [secret]</p>');
  });

  it('is otherwise left as it is, and so is every other answer', async () => {
    const { server, credential, open } = loopback;
    server.answer({ status: 404, body: { message: 'Not found' } }, { body: { echo: encoded } });
    expect((await request(open(), credential)).body).toEqual({ message: 'Not found' });
    expect((await request(open(), credential)).body).toEqual({ echo: encoded });
  });
});
