import { describe, expect, it } from 'vitest';
import type { TokenRequest } from '../../../libs/twilio-auth/src/core/oauth/oauth-client.js';
import { failure, useLoopback } from './loopback.js';

describe('a request for a token', () => {
  const loopback = useLoopback();
  const token = (more: Partial<TokenRequest> = {}): TokenRequest => ({
    url: 'https://oauth.twilio.com/v2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
    signal: AbortSignal.timeout(10_000),
    maxBodyBytes: 1024,
    ...more,
  });

  it('carries exactly its own headers, and never an API credential', async () => {
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

  it('takes a redirect as its answer', async () => {
    const { server, open } = loopback;
    server.answer({ status: 302, headers: { location: 'https://evil.example/' } });
    expect(await open().sendTokenRequest(token())).toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('ends when its caller gives up, the reading of the body included', async () => {
    const { server, open } = loopback;
    const giveUp = new AbortController();
    server.answer((_, response) => {
      response.write('{', () => giveUp.abort());
    });
    const call = open().sendTokenRequest(token({ signal: giveUp.signal }));
    expect(await failure(call)).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED' });
  });

  it('is not sent when its caller has given up before', async () => {
    const { server, open } = loopback;
    const call = open().sendTokenRequest(token({ signal: AbortSignal.abort() }));
    expect(await failure(call)).toMatchObject({ reason: 'TIMEOUT' });
    expect(server.requests).toEqual([]);
  });

  it('ends at its limit of bytes', async () => {
    const { server, open } = loopback;
    server.answer({ body: 'x'.repeat(2000) });
    expect(await failure(open().sendTokenRequest(token()))).toMatchObject({
      reason: 'BODY_TOO_LARGE',
      host: 'oauth.twilio.com',
      path: '/v2/token',
    });
  });

  it('goes to Twilio or the base URL only', async () => {
    const { server, open } = loopback;
    const call = open().sendTokenRequest(token({ url: 'https://oauth.example/v2/token' }));
    expect(await failure(call)).toMatchObject({ reason: 'host-refused' });
    expect(server.requests).toEqual([]);
  });
});
