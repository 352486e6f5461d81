import { getEventListeners } from 'node:events';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startRecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { rejectionOf } from '#test/support/thrown.js';
import type { HttpOptions } from '../config/http-options.js';

async function open(http: HttpOptions = {}) {
  const server = await startRecordingServer();
  const transport = openTransport({ apiBaseUrl: server.origin, http });
  onTestFinished(async () => {
    await transport.close(0);
    await server.close();
  });
  return { server, transport };
}

describe('a transport', () => {
  it('gives requests to a custom HTTP client where there is one, and to its pool otherwise', async () => {
    const answer = { statusCode: 201, body: {}, headers: {} };
    const request = vi.fn(() => Promise.resolve(answer));
    const { server, transport } = await open({ httpClient: { request } });
    const call = { method: 'get', uri: 'https://api.twilio.com/x' };
    expect(await transport.httpClient().request(call)).toBe(answer);
    expect(server.requests).toEqual([]);
    const pooled = await open();
    await pooled.transport.httpClient().request(call);
    expect(pooled.server.requests).toHaveLength(1);
  });

  it.each([
    [undefined, 'nestjs-twilio-auth'],
    ['my-app/1', 'nestjs-twilio-auth my-app/1'],
  ])('downloads whatever the file is, as the user agent %s', async (userAgent, expected) => {
    const { server, transport } = await open(userAgent === undefined ? {} : { userAgent });
    const credential = new TestCredential('Bearer x');
    const { body } = await transport.download({ url: 'https://api.twilio.com/x', credential });
    (body as Readable).destroy();
    expect(server.requests).toMatchObject([
      { method: 'GET', headers: { accept: '*/*', 'user-agent': expected } },
    ]);
  });

  it('listens to the signal of a token request until that is answered, or breaks off', async () => {
    const { server, transport } = await open();
    const { signal } = new AbortController();
    const listeners = (): number => getEventListeners(signal, 'abort').length;
    const token = {
      url: 'https://oauth.twilio.com/v2/token',
      headers: {},
      maxBodyBytes: 99,
      signal,
    };
    const ask = () => transport.sendTokenRequest({ ...token, body: () => 'x' });
    await ask();
    expect(listeners()).toBe(0);
    server.answer((request) => void request.socket.destroy());
    // A second token does no harm.
    expect(await rejectionOf(ask())).toMatchObject({ sent: 'unknown', retryable: true });
    expect(listeners()).toBe(0);
  });
});
