import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startConnectProxy, type ConnectProxy } from '#test/support/connect-proxy.js';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { makeTestCertificate } from '#test/support/tls-certificate.js';
import type { SdkRequest } from '../../../libs/twilio-auth/src/core/transport/calls/sdk-contract.js';
import type { Transport } from '../../../libs/twilio-auth/src/core/transport/transport.js';
import { AUTHORIZATION, request } from './loopback.js';

describe('a redirect', () => {
  const certificate = makeTestCertificate(['DNS:*.twilio.com', 'DNS:media.example']);
  let server: RecordingServer;
  let proxy: ConnectProxy;
  let transport: Transport;
  beforeEach(async () => {
    server = await startRecordingServer(certificate);
    proxy = await startConnectProxy(server.port);
    transport = openTransport({ http: { ca: certificate.ca, proxy: proxy.url } });
  });
  afterEach(async () => {
    await transport.close(0);
    await proxy.close();
    await server.close();
  });

  const to = (location: string, status = 302) => ({ status, headers: { location } });
  const ask = (opts: Partial<SdkRequest>) =>
    request(transport, new TestCredential(AUTHORIZATION), opts);

  it('is returned as it is by default', async () => {
    server.answer(to('https://media.example/x'));
    expect(await ask({})).toMatchObject({ statusCode: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('is followed with allowRedirects, never with a credential', async () => {
    server.answer(to('https://media.example/x?signed=1'), to('/y', 307), { body: { file: true } });
    const headers = { 'X-Private': 'a', 'User-Agent': 'b' };
    const answer = await ask({ allowRedirects: true, headers, params: { q: 1 } });
    expect(answer).toMatchObject({ statusCode: 200, body: { file: true } });
    expect(server.requests.map((r) => [r.headers.host, r.url, r.headers.authorization])).toEqual([
      ['api.twilio.com', '/2010-04-01/Accounts.json?q=1', AUTHORIZATION],
      ['media.example', '/x?signed=1', undefined],
      ['media.example', '/y', undefined],
    ]);
    expect(server.requests[1]?.headers).toMatchObject({ 'user-agent': 'b' });
    expect(server.requests[1]?.headers).not.toHaveProperty('x-private');
  });

  it.each([
    'http://media.example/x',
    'https://u:p@media.example/x',
    'https://:p@media.example/x',
    'file:///x',
    'https://',
  ])('to %s is not followed', async (location) => {
    server.answer(to(location));
    expect(await ask({ allowRedirects: true })).toMatchObject({ statusCode: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('of a write is not followed', async () => {
    server.answer(to('https://media.example/x'));
    const answer = await ask({ allowRedirects: true, method: 'post', data: { a: 1 } });
    expect(answer).toMatchObject({ statusCode: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('loop ends after ten redirects', async () => {
    server.answer(to('https://api.twilio.com/x'));
    expect(await ask({ allowRedirects: true })).toMatchObject({ statusCode: 302 });
    expect(server.requests).toHaveLength(11);
  });
});
