import { describe, expect, it } from 'vitest';
import { rejectionOf } from '#test/support/thrown.js';
import type { TokenRequest } from '../../../libs/twilio-auth/src/core/oauth/oauth-client.js';
import { useLoopback } from './loopback.js';

describe('a token request', () => {
  const loopback = useLoopback();
  const token = (more: Partial<TokenRequest> = {}): TokenRequest => ({
    url: 'https://oauth.twilio.com/v2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: () => 'grant_type=client_credentials',
    signal: AbortSignal.timeout(10_000),
    maxBodyBytes: 1024,
    ...more,
  });

  it('has exactly its own headers, and never an API credential', async () => {
    const { server, open } = loopback;
    server.answer({ status: 418, body: 'no', headers: { 'x-a': 'b' } });
    const answer = await open().sendTokenRequest(token());
    expect(answer).toMatchObject({ status: 418, headers: { 'x-a': 'b' } });
    expect(answer.body.toString()).toBe('no');
    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/v2/token', body: 'grant_type=client_credentials' },
    ]);
    expect(Object.keys(server.requests[0]?.headers ?? {}).toSorted()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });

  it('does not follow a redirect', async () => {
    const { server, open } = loopback;
    server.answer({ status: 302, headers: { location: 'https://evil.example/' } });
    expect(await open().sendTokenRequest(token())).toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('ends when its signal aborts, even while the body is read', async () => {
    const { server, open } = loopback;
    const abort = new AbortController();
    server.answer((_, response) => {
      response.write('{', () => abort.abort());
    });
    const call = open().sendTokenRequest(token({ signal: abort.signal }));
    expect(await rejectionOf(call)).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED' });
  });

  it('is not sent when its signal is aborted already', async () => {
    const { server, open } = loopback;
    const call = open().sendTokenRequest(token({ signal: AbortSignal.abort() }));
    expect(await rejectionOf(call)).toMatchObject({ reason: 'TIMEOUT' });
    expect(server.requests).toEqual([]);
  });

  it('fails when the answer is over its size limit', async () => {
    const { server, open } = loopback;
    server.answer({ body: 'x'.repeat(2000) });
    expect(await rejectionOf(open().sendTokenRequest(token()))).toMatchObject({
      reason: 'BODY_TOO_LARGE',
      host: 'oauth.twilio.com',
      path: '/v2/token',
    });
  });

  it('is sent only to Twilio or to the base URL', async () => {
    const { server, open } = loopback;
    const call = open().sendTokenRequest(token({ url: 'https://oauth.example/v2/token' }));
    expect(await rejectionOf(call)).toMatchObject({ reason: 'host-refused' });
    expect(server.requests).toEqual([]);
  });
});
